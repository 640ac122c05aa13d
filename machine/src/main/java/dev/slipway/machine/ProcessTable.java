package dev.slipway.machine;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
  private static final boolean HAS_PROC = Files.exists(PROC.resolve("self/stat"));
  private static final int STAT_LIMIT = 1024;
  private static final int STATE_OFFSET = 2;
  private static final int FIRST_FIELD = 4;
  private static final int PARENT = 4;
  private static final int SESSION = 6;
  private static final int START = 22;

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
    if (!HAS_PROC) {
      return ProcessHandle.allProcesses().map(ProcessTable::row).toList();
    }
    String[] names = PROC.toFile().list();
    List<Row> rows = new ArrayList<>();
    byte[] buffer = new byte[STAT_LIMIT];
    for (String name : names == null ? new String[0] : names) {
      if (Character.isDigit(name.charAt(0))) {
        read(Long.parseLong(name), buffer).ifPresent(rows::add);
      }
    }
    return rows;
  }

  /** One process, unless it has ended. */
  static Optional<Row> find(long pid) {
    if (!HAS_PROC) {
      return ProcessHandle.of(pid).map(ProcessTable::row);
    }
    return read(pid, new byte[STAT_LIMIT]);
  }

  /** The marker in a process's environment; empty when it has none or we may not see it. */
  static Optional<String> marker(long pid) {
    String text;
    try (FileInputStream input = new FileInputStream("/proc/" + pid + "/environ")) {
      text = "\0" + new String(input.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return Optional.empty();
    }
    String prefix = "\0" + Owner.VARIABLE + "=";
    int start = text.indexOf(prefix);
    if (start < 0) {
      return Optional.empty();
    }
    int end = text.indexOf('\0', start + prefix.length());
    return Optional.of(text.substring(start + prefix.length(), end < 0 ? text.length() : end));
  }

  private static Optional<Row> read(long pid, byte[] buffer) {
    int length;
    try (FileInputStream input = new FileInputStream("/proc/" + pid + "/stat")) {
      length = input.read(buffer);
    } catch (IOException e) {
      return Optional.empty();
    }
    if (length <= 0) {
      return Optional.empty();
    }
    return row(pid, new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
  }

  private static Optional<Row> row(long pid, String text) {
    int open = text.indexOf('(');
    int close = text.lastIndexOf(')');
    if (open < 0 || close < 0 || close + STATE_OFFSET >= text.length()) {
      return Optional.empty();
    }
    char state = text.charAt(close + STATE_OFFSET);
    if (state == 'Z' || state == 'X') {
      return Optional.empty();
    }
    long parent = 0;
    long session = 0;
    int position = close + STATE_OFFSET + 2;
    for (int field = FIRST_FIELD; field < START; field++) {
      int end = text.indexOf(' ', position);
      if (end < 0) {
        return Optional.empty();
      }
      if (field == PARENT) {
        parent = Long.parseLong(text, position, end, 10);
      } else if (field == SESSION) {
        session = Long.parseLong(text, position, end, 10);
      }
      position = end + 1;
    }
    int end = text.indexOf(' ', position);
    long start = Long.parseLong(text, position, end < 0 ? text.length() : end, 10);
    return Optional.of(new Row(pid, parent, session, start, text.substring(open + 1, close)));
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
