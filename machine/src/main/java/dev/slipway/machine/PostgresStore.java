package dev.slipway.machine;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The clusters on disk: one template for each list of initdb arguments, copied for every server.
 */
record PostgresStore(PostgresBinaries binaries, Path home, ServerUser user) {
  private static final List<String> SETTINGS =
      List.of(
          "listen_addresses=127.0.0.1",
          "fsync=off",
          "synchronous_commit=off",
          "full_page_writes=off",
          "shared_buffers=32MB",
          "jit=off",
          "timezone=UTC",
          "log_timezone=UTC");

  static PostgresStore open(Map<String, String> environment) {
    ServerUser user = ServerUser.choose();
    Path cache = user.reachableCache(CacheFolder.of(environment));
    PostgresBinaries binaries = PostgresBinaries.unpack(cache);
    return new PostgresStore(binaries, binaries.folder().resolveSibling(user.folderName()), user);
  }

  /** A fresh cluster in a folder that goes with the lifetime. */
  Path newCluster(List<String> initdbArguments, Lifetime lifetime) {
    try {
      if (!Files.isDirectory(home)) {
        Files.createDirectories(home);
        user.own(home);
      }
      Path template = template(initdbArguments);
      Path data = home.resolve("data-" + ProcessHandle.current().pid() + "-" + System.nanoTime());
      lifetime.recorded(data);
      copy(template, data);
      return data;
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "Cannot make a database in " + home + ": " + e.getMessage(), e);
    }
  }

  List<String> serverCommand(Path data, PostgresSpec spec) {
    List<String> argv = new ArrayList<>(user.prefix());
    argv.addAll(List.of(binaries.program("postgres").toString(), "-D", data.toString()));
    argv.addAll(List.of("-p", String.valueOf(spec.port()), "-k", data.toString()));
    for (String setting : SETTINGS) {
      argv.add("-c");
      argv.add(setting);
    }
    if (spec.password().isEmpty()) {
      argv.addAll(List.of("-c", "hba_file=" + data.resolve("trust.conf")));
    }
    return argv;
  }

  Map<String, String> environment() {
    return Map.of("LC_ALL", "C", "PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
  }

  private Path template(List<String> initdbArguments) throws IOException {
    Path template = home.resolve("template-" + Integer.toHexString(initdbArguments.hashCode()));
    if (Files.exists(template)) {
      return template;
    }
    Path fresh = home.resolve("initdb-" + ProcessHandle.current().pid() + "-" + System.nanoTime());
    List<String> argv = new ArrayList<>(user.prefix());
    argv.addAll(
        List.of(
            binaries.program("initdb").toString(),
            "-D",
            fresh.toString(),
            "-U",
            "postgres",
            "--auth-local=trust",
            "--auth-host=scram-sha-256",
            "--no-sync",
            "--no-instructions",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--wal-segsize=1"));
    argv.addAll(List.of("--pwfile=/dev/null"));
    argv.remove("--pwfile=/dev/null");
    argv.addAll(initdbArguments);
    new Command(argv, environment(), java.util.Optional.of(home)).require("Making a database");
    Files.writeString(fresh.resolve("trust.conf"), "local all all trust\nhost all all all trust\n");
    user.own(fresh.resolve("trust.conf"));
    PostgresBinaries.settle(fresh, template);
    return template;
  }

  private static void copy(Path template, Path data) {
    Command.of("cp", "-a", "--reflink=auto", template.toString(), data.toString())
        .require("Copying the template database");
  }
}
