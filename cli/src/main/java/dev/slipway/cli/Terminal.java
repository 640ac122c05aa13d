package dev.slipway.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The two streams a user reads and what they can show; all output goes through here, as UTF-8. Safe
 * for use by any number of threads: a text printed in one call stays in one piece.
 *
 * <p>A reader that went away (a closed pipe) is no fault: what follows is dropped.
 */
final class Terminal {
  private final Capabilities capabilities;
  private final OutputStream out;
  private final OutputStream error;
  private final Supplier<WindowSize> measure;
  private final AtomicReference<Optional<WindowSize>> size;
  private final AtomicBoolean gone;

  /** The process's own streams. */
  Terminal(Capabilities capabilities) {
    this(
        capabilities,
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        WindowSize::ask);
  }

  Terminal(
      Capabilities capabilities,
      OutputStream out,
      OutputStream error,
      Supplier<WindowSize> measure) {
    this(
        capabilities,
        out,
        error,
        measure,
        new AtomicReference<>(Optional.empty()),
        new AtomicBoolean());
  }

  private Terminal(
      Capabilities capabilities,
      OutputStream out,
      OutputStream error,
      Supplier<WindowSize> measure,
      AtomicReference<Optional<WindowSize>> size,
      AtomicBoolean gone) {
    this.capabilities = capabilities;
    this.out = out;
    this.error = error;
    this.measure = measure;
    this.size = size;
    this.gone = gone;
  }

  /** The same streams with another wish for colours. */
  Terminal with(ColourChoice choice) {
    return new Terminal(capabilities.with(choice), out, error, measure, size, gone);
  }

  /** Whether the cursor of standard output can be moved. */
  boolean interactive() {
    return capabilities.interactive();
  }

  /** Whether standard output shows colours. */
  boolean coloured() {
    return capabilities.coloured();
  }

  /** Whether characters beyond ASCII are shown. */
  boolean unicode() {
    return capabilities.unicode();
  }

  /** The sign as this terminal shows it. */
  String sign(Glyph glyph) {
    return glyph.sign(capabilities.unicode());
  }

  /** Columns of the window; 80 when there is none. */
  int width() {
    return size().columns();
  }

  /** The window; asked for once and again after {@link #resized()}. */
  WindowSize size() {
    Optional<WindowSize> known = size.get();
    if (known.isPresent()) {
      return known.get();
    }
    WindowSize measured = WindowSize.USUAL;
    if (interactive()) {
      measured = measure.get();
    }
    size.set(Optional.of(measured));
    return measured;
  }

  /** Forgets the window's size; the next question asks the terminal again. */
  void resized() {
    size.set(Optional.empty());
  }

  /** The text as standard output shows it in that style. */
  String paint(Style style, String text) {
    if (capabilities.coloured() && !text.isEmpty()) {
      return style.paint(text);
    }
    return text;
  }

  /** The text as standard error shows it in that style. */
  String paintError(Style style, String text) {
    if (capabilities.colouredErrors() && !text.isEmpty()) {
      return style.paint(text);
    }
    return text;
  }

  /** Whether nobody reads standard output any more, as far as we found out. */
  boolean isGone() {
    return gone.get();
  }

  /** Prints to standard output. */
  void print(String text) {
    print(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Prints to standard error. */
  void printError(String text) {
    write(error, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Prints bytes as they are to standard output. */
  void print(byte[] bytes) {
    if (!write(out, bytes)) {
      gone.set(true);
    }
  }

  /** Whether somebody was there to read it. */
  private static boolean write(OutputStream stream, byte[] bytes) {
    synchronized (stream) {
      try {
        stream.write(bytes);
        stream.flush();
        return true;
      } catch (IOException readerGone) {
        // The work itself goes on.
        return false;
      }
    }
  }
}
