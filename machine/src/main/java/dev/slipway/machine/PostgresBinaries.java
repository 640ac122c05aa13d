package dev.slipway.machine;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

/** The programs of PostgreSQL, unpacked once for each version into a cache folder. */
record PostgresBinaries(Path folder, String version) {
  private static final String MANIFEST = "postgres-binaries.version";

  /** Unpacks what is on the class path unless that was done before. */
  static PostgresBinaries unpack(Path home, Lifetime lifetime) throws IOException {
    String version = knownVersion();
    Path folder = home.resolve("server");
    if (Files.isExecutable(folder.resolve("bin/postgres"))) {
      return new PostgresBinaries(folder, version);
    }
    Path fresh = lifetime.folder(home, "unpacking");
    try (InputStream input = open(archiveName())) {
      Archives.unpackTarXz(input, fresh);
    }
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    return new PostgresBinaries(folder, version);
  }

  Path program(String name) {
    return folder.resolve("bin").resolve(name);
  }

  private static InputStream open(String archive) {
    InputStream input = PostgresBinaries.class.getResourceAsStream("/" + archive);
    if (input == null) {
      throw new SlipwayException(
          ErrorCode.TOOL_MISSING,
          "This build holds no PostgreSQL for this machine ("
              + archive
              + "): start a PostgreSQL server of your own, or build Slipway on this kind of"
              + " machine");
    }
    return input;
  }

  /** Whether the class path holds a server for this machine. */
  static boolean isAvailable() {
    return PostgresBinaries.class.getResource("/" + archiveName()) != null;
  }

  /** The version of what is on the class path. */
  static String knownVersion() {
    try (InputStream input = PostgresBinaries.class.getResourceAsStream(MANIFEST)) {
      if (input == null) {
        throw new SlipwayException(ErrorCode.INTERNAL, MANIFEST + " is not on the class path");
      }
      return new String(input.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new SlipwayException(ErrorCode.MACHINE, "Cannot read " + MANIFEST, e);
    }
  }

  private static String archiveName() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String kind = system.contains("mac") ? "darwin" : "linux";
    String processor = System.getProperty("os.arch");
    String name =
        switch (processor) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> processor;
        };
    return "postgres-" + kind + "-" + name + ".txz";
  }
}
