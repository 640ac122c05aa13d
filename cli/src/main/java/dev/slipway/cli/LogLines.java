package dev.slipway.cli;

import dev.slipway.deliver.LogSource;
import dev.slipway.machine.KeptOutput;
import dev.slipway.store.Masker;
import dev.slipway.store.MaskingSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The lines of one source, printed with its name in front and without secrets. */
final class LogLines {
  private static final int LONGEST_LINE = 64 << 10;

  private final Terminal terminal;
  private final LogSource source;
  private final KeptOutput output;
  private final MaskingSink sink;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final StringBuilder ready = new StringBuilder();
  private String prefix = "";

  LogLines(Terminal terminal, LogSource source, KeptOutput output, Masker masker) {
    this.terminal = terminal;
    this.source = source;
    this.output = output;
    this.sink = masker.stream(this::accept);
    pad(0);
  }

  /** Makes room for a longer name beside this one. */
  void pad(int width) {
    String name = source.name();
    String padding = " ".repeat(Math.max(0, width - name.length()));
    prefix = terminal.paint(Style.CYAN, name) + padding + terminal.paint(Style.DIM, " | ");
  }

  /** Prints what is new. */
  void print() {
    try {
      for (byte[] bytes = output.read(); bytes.length > 0; bytes = output.read()) {
        sink.write(bytes, 0, bytes.length);
        flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Prints what is left of a line that has not ended. */
  void close() {
    sink.flush();
    if (line.size() > 0) {
      endLine();
    }
    flush();
    try {
      output.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(byte[] bytes, int offset, int length) {
    int from = offset;
    for (int index = offset; index < offset + length; index++) {
      if (bytes[index] == '\n') {
        line.write(bytes, from, index - from);
        endLine();
        from = index + 1;
      }
    }
    line.write(bytes, from, offset + length - from);
    if (line.size() >= LONGEST_LINE) {
      endLine();
    }
  }

  private void endLine() {
    String text = line.toString(StandardCharsets.UTF_8);
    if (text.endsWith("\r")) {
      text = text.substring(0, text.length() - 1);
    }
    ready.append(prefix).append(text).append('\n');
    line.reset();
  }

  private void flush() {
    if (!ready.isEmpty()) {
      terminal.print(ready.toString());
      ready.setLength(0);
    }
  }
}
