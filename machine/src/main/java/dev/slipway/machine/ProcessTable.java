package dev.slipway.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The processes of this machine at one moment.
 *
 * <p>Source: proc(5), /proc/PID/stat: fields 2 (name, in parentheses and of any characters), 3
 * (state), 4 (parent), 6 (session), 22 (start time in ticks since boot).
 */
final class ProcessTable {
  private static final Path PROC = Path.of("/proc");

  private ProcessTable() {}

  /**
   * One process.
   *
   * @param start when it started: ticks since boot on Linux, milliseconds elsewhere; with the id
   *     and the boot it says which process this is
   */
  record Row(long pid, long parent, long session, long start, String name) {}

  /** Every process but those that have ended and were not waited for yet. */
  static List<Row> read() {
    if (!Files.exists(PROC.resolve("self/stat"))) {
      return ProcessHandle.allProcesses().map(ProcessTable::row).toList();
    }
    List<Row> rows = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        read(process).ifPresent(rows::add);
      }
    } catch (IOException e) {
      return rows;
    }
    return rows;
  }

  /** One process, unless it has ended. */
  static Optional<Row> find(long pid) {
    if (!Files.exists(PROC.resolve("self/stat"))) {
      return ProcessHandle.of(pid).map(ProcessTable::row);
    }
    return read(PROC.resolve(String.valueOf(pid)));
  }

  /** The marker in a process's environment; empty when it has none or we may not see it. */
  static Optional<String> marker(long pid) {
    byte[] environment;
    try {
      environment = Files.readAllBytes(PROC.resolve(pid + "/environ"));
    } catch (IOException e) {
      return Optional.empty();
    }
    String text = "\0" + new String(environment, StandardCharsets.ISO_8859_1);
    String prefix = "\0" + Owner.VARIABLE + "=";
    int start = text.indexOf(prefix);
    if (start < 0) {
      return Optional.empty();
    }
    int end = text.indexOf('\0', start + prefix.length());
    return Optional.of(text.substring(start + prefix.length(), end < 0 ? text.length() : end));
  }

  private static Optional<Row> read(Path process) {
    String text;
    try {
      text = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return Optional.empty();
    }
    int open = text.indexOf('(');
    int close = text.lastIndexOf(')');
    if (open < 0 || close < 0) {
      return Optional.empty();
    }
    List<String> fields = List.of(text.substring(close + 2).strip().split(" ", -1));
    if (fields.getFirst().equals("Z") || fields.getFirst().equals("X")) {
      return Optional.empty();
    }
    return Optional.of(
        new Row(
            Long.parseLong(text, 0, open - 1, 10),
            Long.parseLong(fields.get(1)),
            Long.parseLong(fields.get(3)),
            Long.parseLong(fields.get(19)),
            text.substring(open + 1, close)));
  }

  private static Row row(ProcessHandle handle) {
    ProcessHandle.Info info = handle.info();
    return new Row(
        handle.pid(),
        handle.parent().map(ProcessHandle::pid).orElse(0L),
        0,
        info.startInstant().map(Instant::toEpochMilli).orElse(0L),
        info.command().map(command -> String.valueOf(Path.of(command).getFileName())).orElse("?"));
  }
}
