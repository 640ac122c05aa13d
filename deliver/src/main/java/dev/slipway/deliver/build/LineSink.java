package dev.slipway.deliver.build;

import dev.slipway.machine.OutputSink;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** The output of a command as lines, the last few of which are kept. For use by one thread. */
final class LineSink implements OutputSink {
  private static final int LONGEST = 16 * 1024;
  private static final int KEPT = 15;

  private final Consumer<String> lines;
  private final Deque<String> last = new ArrayDeque<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  LineSink(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public void write(byte[] buffer, int offset, int length) {
    int start = offset;
    for (int at = offset; at < offset + length; at++) {
      if (buffer[at] == '\n') {
        line.write(buffer, start, at - start);
        start = at + 1;
        end();
      }
    }
    line.write(buffer, start, offset + length - start);
    if (line.size() >= LONGEST) {
      end();
    }
  }

  /** Ends the last line, if it has begun. */
  void end() {
    if (line.size() == 0) {
      return;
    }
    String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
    line.reset();
    last.addLast(text);
    if (last.size() > KEPT) {
      last.removeFirst();
    }
    lines.accept(text);
  }

  /** The last lines, each on a line of its own below the text they follow. */
  String tail() {
    StringBuilder tail = new StringBuilder();
    for (String text : last) {
      tail.append("\n  ").append(text);
    }
    return tail.toString();
  }
}
