package dev.slipway.runner;

import dev.slipway.runner.Annotation.Level;
import dev.slipway.store.ByteSink;
import dev.slipway.store.LogWriter;
import dev.slipway.store.Masker;
import dev.slipway.store.MaskingSink;
import dev.slipway.store.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The log of one step: everything that goes in is masked before it reaches the log, the tail, the
 * listener or an annotation. Thread-safe.
 */
final class StepLog implements AutoCloseable {
  /** Small writes are gathered up to this many bytes, so that masking sees them in bulk. */
  private static final int GATHERED = 16 * 1024;

  private static final byte[] LINE_FEED = {'\n'};

  private final Masker masker;
  private final StepEffects effects;
  private final boolean debug;
  private final int step;
  private final LogTail tail = new LogTail();
  private final ByteSink to;
  private final Runnable flush;
  private final MaskingSink stream;
  private Optional<LineTap> tap = Optional.empty();

  private final byte[] gathered = new byte[GATHERED];
  private int gatheredLength;

  /** Whether the last byte written was no line feed. */
  private boolean inLine;

  /**
   * A log kept by a writer, which stays open when this log is closed.
   *
   * @param debug whether debug lines are shown
   * @param step number of the step in its job
   */
  StepLog(Masker masker, LogWriter writer, StepEffects effects, boolean debug, int step) {
    this(masker, writer, writer::flush, effects, debug, step);
  }

  StepLog(
      Masker masker, ByteSink to, Runnable flush, StepEffects effects, boolean debug, int step) {
    this.masker = masker;
    this.to = to;
    this.flush = flush;
    this.effects = effects;
    this.debug = debug;
    this.step = step;
    this.stream = masker.stream(this::masked);
  }

  /** A log of a step inside this one: the same lines, effects of its own. */
  StepLog inner() {
    return new StepLog(masker, this::append, flush, new StepEffects(), debug, step);
  }

  /** Adds what an inner log has masked. */
  private synchronized void append(byte[] bytes, int offset, int length) {
    if (length > 0) {
      drain();
      inLine = bytes[offset + length - 1] != '\n';
      masked(bytes, offset, length);
    }
  }

  /** Whether debug lines are shown. */
  boolean isDebugging() {
    return debug;
  }

  StepEffects effects() {
    return effects;
  }

  /** Hands every line on, masked, as it is completed; call before the first byte. */
  synchronized void onLine(Consumer<String> listener) {
    tap = Optional.of(new LineTap(listener));
  }

  /** Adds output as it came. */
  synchronized void write(byte[] bytes, int offset, int length) {
    if (length == 0) {
      return;
    }
    inLine = bytes[offset + length - 1] != '\n';
    if (length > GATHERED - gatheredLength) {
      drain();
    }
    if (length > GATHERED / 2) {
      stream.write(bytes, offset, length);
      return;
    }
    System.arraycopy(bytes, offset, gathered, gatheredLength, length);
    gatheredLength += length;
  }

  private void drain() {
    if (gatheredLength > 0) {
      stream.write(gathered, 0, gatheredLength);
      gatheredLength = 0;
    }
  }

  /** Nothing more is at hand: readers may see what was written, save what masking holds back. */
  synchronized void flush() {
    drain();
    flush.run();
  }

  /** Adds a line of its own, which may hold line feeds, and lets readers see it. */
  synchronized void line(String text) {
    if (inLine) {
      write(LINE_FEED, 0, 1);
    }
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    write(bytes, 0, bytes.length);
    flush();
  }

  /** Shows a text to who debugs the step. */
  void debug(String text) {
    if (debug) {
      text.lines().forEach(each -> line("##[debug]" + each));
    }
  }

  void warning(String message) {
    annotate(Remark.of(Level.WARNING, message), message);
  }

  void error(String message) {
    annotate(Remark.of(Level.ERROR, message), message);
  }

  /**
   * Raises an annotation.
   *
   * @param text what the log shows of it; nothing when it is empty
   */
  void annotate(Remark remark, String text) {
    effects.annotate(
        new Annotation(
            remark.level(),
            mask(remark.message()),
            remark.place(),
            remark.title().map(this::mask),
            remark.code().map(this::mask),
            step));
    if (!text.isEmpty()) {
      line("##[" + remark.level().text() + "]" + text);
    }
  }

  /** Hides a value, and each of its lines, from here on. */
  synchronized void hide(String value) {
    drain();
    masker.add(Secret.of(value));
  }

  String mask(String text) {
    return masker.mask(text);
  }

  /** The last lines that were written, masked. */
  synchronized List<String> tail(int lines) {
    return tail.lines(lines);
  }

  /** Writes what was held back: the step has ended. What is behind the log stays open. */
  @Override
  public synchronized void close() {
    drain();
    stream.close();
    tap.ifPresent(LineTap::close);
    flush.run();
  }

  private void masked(byte[] bytes, int offset, int length) {
    to.write(bytes, offset, length);
    tail.write(bytes, offset, length);
    if (tap.isPresent()) {
      tap.get().write(bytes, offset, length);
    }
  }
}
