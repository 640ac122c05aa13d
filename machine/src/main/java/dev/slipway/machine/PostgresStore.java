package dev.slipway.machine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/*
 * A server is up in a fraction of a second because little is made while somebody waits. initdb runs
 * once for each list of arguments and leaves a template. A copy of it is some 1,300 files: 50 ms in
 * memory, where there is plenty of it; 80 to 1,000 ms on a disk. So on a disk one copy always lies
 * ready as a spare and is taken by a rename; the next one is made while the server works, at the
 * lowest priority. The template holds one database too many, since `create database` copies 300
 * files as well; it is renamed to what was asked for.
 */
/**
 * The clusters: templates, spares and those in use. Safe for many processes at once.
 *
 * @param memory where clusters are made instead of on the disk
 */
record PostgresStore(PostgresBinaries binaries, Path home, ServerUser user, Optional<Path> memory) {
  /** The database of the template that is renamed to the one asked for. */
  static final String SPARE_DATABASE = "slipway_spare";

  /** The superuser that initdb made. */
  static final String SUPERUSER = "postgres";

  private static final Duration COPY_LIMIT = Duration.ofMinutes(5);
  private static final ReentrantLock PREPARING = new ReentrantLock();

  static PostgresStore open(Map<String, String> environment, Lifetime lifetime) throws IOException {
    return open(UserFolders.cache(environment), MemoryDisk.find(), lifetime);
  }

  static PostgresStore open(Path wantedCache, Optional<Path> memory, Lifetime lifetime)
      throws IOException {
    ServerUser user = ServerUser.choose();
    Path cache = user.reachableCache(wantedCache);
    Path folder = cache.resolve("postgres").resolve(PostgresBinaries.knownVersion());
    Files.createDirectories(folder);
    PREPARING.lock();
    try (FileChannel channel = openLock(folder);
        var _ = channel.lock()) {
      PostgresBinaries binaries = PostgresBinaries.unpack(folder, lifetime);
      Path home = folder.resolve(user.folderName());
      if (!Files.isDirectory(home)) {
        Files.createDirectories(home);
        user.own(home);
      }
      return new PostgresStore(binaries, home, user, memory);
    } finally {
      PREPARING.unlock();
    }
  }

  /** A fresh cluster in a folder that goes with the lifetime. */
  Path newCluster(List<String> initdbArguments, Lifetime lifetime) throws IOException {
    Path template = template(initdbArguments, lifetime);
    Path data =
        memory.orElse(home).resolve(Lifetime.FOLDER_PREFIX + "data-" + Folders.uniqueName());
    lifetime.recordDatabase(data);
    fill(template, data, memory.isEmpty());
    return data;
  }

  /** Makes a cluster that stays in a folder that is not there yet, on the disk. */
  void fill(List<String> initdbArguments, Path data, Lifetime lifetime) throws IOException {
    fill(template(initdbArguments, lifetime), data, true);
  }

  private void fill(Path template, Path data, boolean onDisk) throws IOException {
    if (!onDisk || !takeSpare(template, data)) {
      new TreeCopy(template, data, user).all();
    }
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
  }

  /** Makes a spare copy of a template, unless there is one, as long as the lifetime lasts. */
  void makeSpare(List<String> initdbArguments, Lifetime lifetime) throws IOException {
    Path template = templatePath(initdbArguments);
    if (hasSpare(template)) {
      return;
    }
    Path parent = lifetime.folder(home, "spare");
    user.own(parent);
    Path fresh = parent.resolve("data");
    List<String> argv = new ArrayList<>();
    Programs.find("nice").ifPresent(nice -> argv.addAll(List.of(nice.toString(), "-n", "19")));
    argv.addAll(user.prefix());
    argv.addAll(List.of("cp", "-a", "--reflink=auto", template.toString(), fresh.toString()));
    ProcessSpec spec = new ProcessSpec(argv, environment(), home, lifetime.owner());
    ProcessGroup copying = ProcessGroup.start(spec, OutputSink.NONE);
    if (copying.await(COPY_LIMIT).filter(Exit::succeeded).isPresent()) {
      Files.move(
          fresh,
          home.resolve(sparePrefix(template) + Folders.uniqueName()),
          StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** What programs of PostgreSQL get as their environment: nothing of ours. */
  Map<String, String> environment() {
    return Map.of("LC_ALL", "C", "PATH", Programs.USUAL_PATH);
  }

  /** The template for some arguments of initdb, made when it is not there. */
  Path template(List<String> initdbArguments, Lifetime lifetime) throws IOException {
    Path template = templatePath(initdbArguments);
    if (Files.exists(template)) {
      return template;
    }
    PREPARING.lock();
    try (FileChannel channel = openLock(home);
        var _ = channel.lock()) {
      if (!Files.exists(template)) {
        makeTemplate(initdbArguments, template, lifetime);
      }
      return template;
    } finally {
      PREPARING.unlock();
    }
  }

  private void makeTemplate(List<String> initdbArguments, Path template, Lifetime lifetime)
      throws IOException {
    Path parent = lifetime.folder(home, "initdb");
    user.own(parent);
    Path fresh = parent.resolve("data");
    List<String> argv = new ArrayList<>(user.prefix());
    argv.addAll(List.of(binaries.program("initdb").toString(), "-D", fresh.toString()));
    argv.addAll(List.of("-U", SUPERUSER, "--auth-local=trust", "--auth-host=scram-sha-256"));
    argv.addAll(List.of("--no-sync", "--no-instructions", "--wal-segsize=1"));
    argv.addAll(List.of("--encoding=UTF8", "--locale=C", "--locale-provider=builtin"));
    argv.add("--builtin-locale=C.UTF-8");
    argv.addAll(initdbArguments);
    command(argv).require("Making a database");
    createSpareDatabase(fresh);
    Path trust = fresh.resolve(PostgresSettings.TRUST_FILE);
    Files.writeString(trust, "local all all trust\nhost all all all trust\n");
    user.own(trust);
    Files.move(fresh, template, StandardCopyOption.ATOMIC_MOVE);
  }

  private void createSpareDatabase(Path data) {
    List<String> argv = new ArrayList<>();
    argv.addAll(List.of("/bin/sh", "-c", "echo \"create database $1\" | (shift; exec \"$@\")"));
    argv.addAll(List.of("sh", SPARE_DATABASE));
    argv.addAll(user.prefix());
    argv.addAll(List.of(binaries.program("postgres").toString(), "--single", "-D"));
    argv.addAll(List.of(data.toString(), "-c", "fsync=off", SUPERUSER));
    command(argv).require("Making a spare database");
  }

  private Command command(List<String> argv) {
    return new Command(argv, environment(), Optional.of(home));
  }

  private boolean takeSpare(Path template, Path data) throws IOException {
    try (DirectoryStream<Path> spares =
        Files.newDirectoryStream(home, sparePrefix(template) + "*")) {
      for (Path spare : spares) {
        if (tryMove(spare, data)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean tryMove(Path spare, Path data) {
    try {
      Files.move(spare, data, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (IOException e) {
      // Another server was faster to take it.
      return false;
    }
  }

  private boolean hasSpare(Path template) throws IOException {
    try (DirectoryStream<Path> spares =
        Files.newDirectoryStream(home, sparePrefix(template) + "*")) {
      return spares.iterator().hasNext();
    }
  }

  private static String sparePrefix(Path template) {
    return "spare-of-" + template.getFileName() + "-";
  }

  private Path templatePath(List<String> initdbArguments) {
    return home.resolve("template-" + Integer.toHexString(initdbArguments.hashCode()));
  }

  private static FileChannel openLock(Path folder) throws IOException {
    return FileChannel.open(
        folder.resolve("prepare.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }
}
