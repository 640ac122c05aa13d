package dev.slipway.machine;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The data folder of a kept server: a cluster that is whole on the disk, or not there at all. */
record PostgresData(Path path, PostgresStore store) {
  private static final Path FOR_ROOT = Path.of("/var/lib/slipway/postgres");

  private static final String NOTE = ".folder";

  /** What the server finds when the machine was restarted must have been written as a whole. */
  private static final List<String> INITDB = List.of("--wal-segsize=16");

  /**
   * The data of a server's folder; elsewhere when we are root and the user that PostgreSQL runs as
   * cannot reach the folder. Where it lies is written down, so that it is found even when that
   * changes.
   */
  static PostgresData of(Path folder, PostgresStore store) throws IOException {
    Path pointer = folder.resolve("data-folder");
    if (!Files.exists(pointer)) {
      Path data = folder.resolve("data");
      if (!store.user().canReach(folder)) {
        data = elsewhere(folder);
      }
      Path fresh = folder.resolve("data-folder.new");
      Files.writeString(fresh, data + "\n");
      Files.move(fresh, pointer, StandardCopyOption.ATOMIC_MOVE);
    }
    return new PostgresData(Path.of(Files.readString(pointer).strip()), store);
  }

  /** A place for the data of a folder; it remembers whose it is. */
  private static Path elsewhere(Path folder) throws IOException {
    Files.createDirectories(FOR_ROOT);
    sweep();
    Path data = FOR_ROOT.resolve(Folders.uniqueName());
    Files.writeString(note(data), folder + "\n");
    return data;
  }

  /**
   * Removes what belongs to temporary folders that are gone. Of any other folder the data stays:
   * its disk may only be away for a while.
   */
  private static void sweep() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (DirectoryStream<Path> notes = Files.newDirectoryStream(FOR_ROOT, "*" + NOTE)) {
      for (Path note : notes) {
        Path folder = Path.of(Files.readString(note).strip());
        if (folder.startsWith(temporary) && !Files.exists(folder)) {
          String name = String.valueOf(note.getFileName());
          Path data = FOR_ROOT.resolve(name.substring(0, name.length() - NOTE.length()));
          DatabaseFolder.stop(data);
          remove(data);
        }
      }
    }
  }

  /** Removes data for good. */
  static void remove(Path data) throws IOException {
    Folders.delete(data);
    Files.deleteIfExists(note(data));
  }

  private static Path note(Path data) {
    return data.resolveSibling(data.getFileName() + NOTE);
  }

  /** Makes the cluster unless it is there. */
  void make(Lifetime lifetime) throws IOException {
    if (Files.exists(path.resolve("PG_VERSION"))) {
      refuseOtherMajor();
      return;
    }
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    Folders.delete(fresh);
    store.fill(INITDB, fresh, lifetime);
    List<String> argv = new ArrayList<>(store.user().prefix());
    argv.add(store.binaries().program("initdb").toString());
    argv.addAll(List.of("--sync-only", "-D", fresh.toString()));
    PostgresSettings.syncMethod().ifPresent(method -> argv.add("--sync-method=" + method));
    new Command(argv, store.environment(), Optional.of(fresh)).require("Writing a database");
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Makes ready what {@link #make} takes, so that it takes no time. */
  static void prepare(PostgresStore store, Lifetime lifetime) throws IOException {
    store.template(INITDB, lifetime);
    store.makeSpare(INITDB, lifetime);
  }

  private void refuseOtherMajor() throws IOException {
    String major = Files.readString(path.resolve("PG_VERSION")).strip();
    if (!store.binaries().version().startsWith(major + ".")) {
      throw new SlipwayException(
          ErrorCode.UNSUPPORTED,
          "The data in "
              + path
              + " is that of PostgreSQL "
              + major
              + ", and this Slipway brings "
              + store.binaries().version()
              + ": dump it with the old version and load it into a new database");
    }
  }
}
