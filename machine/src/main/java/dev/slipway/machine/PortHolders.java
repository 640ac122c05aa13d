package dev.slipway.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Finds the process behind a listening port: /proc on Linux, lsof elsewhere. */
final class PortHolders {
  private static final Path PROC = Path.of("/proc");
  private static final String LISTEN = "0A";
  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;
  private static final int COMMAND_LIMIT = 120;

  private PortHolders() {}

  static Optional<Holder> find(int port) {
    if (!Files.isReadable(PROC.resolve("net/tcp"))) {
      return viaLsof(port);
    }
    Set<String> sockets = new HashSet<>();
    sockets.addAll(listening(PROC.resolve("net/tcp"), port));
    sockets.addAll(listening(PROC.resolve("net/tcp6"), port));
    if (sockets.isEmpty()) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        if (holds(process, sockets)) {
          long pid = Long.parseLong(process.getFileName().toString());
          return Optional.of(new Holder(OptionalLong.of(pid), command(process)));
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static Set<String> listening(Path table, int port) {
    String suffix = ":" + hexadecimal(port);
    Set<String> sockets = new HashSet<>();
    for (String line : lines(table)) {
      String[] columns = line.strip().split("\\s+", -1);
      if (columns.length > INODE
          && columns[LOCAL_ADDRESS].endsWith(suffix)
          && columns[STATE].equals(LISTEN)) {
        sockets.add("socket:[" + columns[INODE] + "]");
      }
    }
    return sockets;
  }

  private static boolean holds(Path process, Set<String> sockets) {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : descriptors) {
        if (sockets.contains(target(descriptor))) {
          return true;
        }
      }
    } catch (IOException e) {
      return false;
    }
    return false;
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "";
    }
  }

  private static String command(Path process) {
    try {
      byte[] arguments = Files.readAllBytes(process.resolve("cmdline"));
      String text = new String(arguments, StandardCharsets.UTF_8).replace('\0', ' ').strip();
      return text.length() <= COMMAND_LIMIT ? text : text.substring(0, COMMAND_LIMIT) + "...";
    } catch (IOException e) {
      return "unknown command";
    }
  }

  private static List<String> lines(Path table) {
    try {
      return Files.readAllLines(table);
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String hexadecimal(int port) {
    String digits = Integer.toHexString(port).toUpperCase(java.util.Locale.ROOT);
    return "0".repeat(4 - digits.length()) + digits;
  }

  private static Optional<Holder> viaLsof(int port) {
    Command.Answer answer =
        Command.of("lsof", "-nP", "-iTCP:" + port, "-sTCP:LISTEN", "-Fpc").run();
    OptionalLong pid = OptionalLong.empty();
    for (String line : answer.text().lines().toList()) {
      if (line.startsWith("p")) {
        pid = OptionalLong.of(Long.parseLong(line.substring(1)));
      }
      if (line.startsWith("c")) {
        return Optional.of(new Holder(pid, line.substring(1)));
      }
    }
    return Optional.empty();
  }
}
