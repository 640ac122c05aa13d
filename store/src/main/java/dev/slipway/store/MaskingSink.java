package dev.slipway.store;

import java.util.Arrays;

/**
 * One stream through a {@link Masker}, cut into writes anywhere; for use by one thread at a time.
 *
 * <p>The end of a write that may be the beginning of a secret is held back, at most one byte less
 * than the longest form of a secret, until the next write or {@link #flush} decides it.
 *
 * <p>Places in the text are counted from the start of the current write; what is held back from
 * earlier ones stands at negative places. {@code covered} lists the stretches that secrets cover,
 * in order and apart from each other; matches come in the order of their ends, so one that begins
 * within or right behind the last stretches is merged with those from the back.
 */
public final class MaskingSink implements ByteSink, AutoCloseable {
  private static final int SLICE = 64 << 10;
  private static final byte[] MASK = {'*', '*', '*'};

  private final Masker masker;
  private final ByteSink to;
  private Automaton automaton;
  private int state;
  private byte[] held = new byte[0];
  private int heldLength;
  private int[] covered = new int[16];
  private int coveredLength;
  private boolean withinMask;
  private boolean masked;

  MaskingSink(Masker masker, ByteSink to) {
    this.masker = masker;
    this.to = to;
    this.automaton = masker.current();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    adopt();
    if (automaton.isEmpty()) {
      to.write(bytes, offset, length);
      return;
    }
    for (int done = 0; done < length; done += SLICE) {
      slice(bytes, offset + done, Math.min(SLICE, length - done));
    }
  }

  /** Passes on what is held back: the text ends here. */
  public void flush() {
    adopt();
    emit(held, 0, 0);
    heldLength = 0;
    coveredLength = 0;
    state = Automaton.ROOT;
    withinMask = false;
  }

  /** The same as {@link #flush}; leaves the sink behind it open. */
  @Override
  public void close() {
    flush();
  }

  /** Whether any secret was found so far. */
  boolean hasMasked() {
    return masked;
  }

  /** Reads what is held back again when secrets were added since. */
  private void adopt() {
    Automaton current = masker.current();
    if (current == automaton) {
      return;
    }
    automaton = current;
    state = Automaton.ROOT;
    for (int i = 0; i < heldLength; i++) {
      step(held[i], i + 1 - heldLength);
    }
  }

  private void slice(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int at = offset;
    while (at < end) {
      if (state == Automaton.ROOT) {
        at = automaton.skip(bytes, at, end);
        if (at >= end) {
          break;
        }
      }
      step(bytes[at], at + 1 - offset);
      at++;
    }
    int decided = length - automaton.open(state);
    emit(bytes, offset, decided);
    hold(bytes, offset, length, decided);
  }

  /** Takes one byte, which ends at the place {@code end}. */
  private void step(byte value, int end) {
    state = automaton.next(state, value);
    int matched = automaton.matched(state);
    if (matched > 0) {
      cover(end - matched, end);
    }
  }

  private void cover(int from, int to) {
    int start = from;
    while (coveredLength > 0 && covered[coveredLength - 1] >= start) {
      start = Math.min(start, covered[coveredLength - 2]);
      coveredLength -= 2;
    }
    if (coveredLength == covered.length) {
      covered = Arrays.copyOf(covered, 2 * covered.length);
    }
    covered[coveredLength++] = start;
    covered[coveredLength++] = to;
  }

  /** Passes on all before the place {@code end}. */
  private void emit(byte[] bytes, int offset, int end) {
    int at = -heldLength;
    for (int i = 0; i < coveredLength && covered[i] < end; i += 2) {
      int until = Math.min(covered[i + 1], end);
      plain(bytes, offset, at, covered[i]);
      hide(bytes, offset, covered[i], until);
      at = until;
    }
    plain(bytes, offset, at, end);
  }

  private void plain(byte[] bytes, int offset, int from, int until) {
    if (from >= until) {
      return;
    }
    withinMask = false;
    if (from < 0) {
      to.write(held, heldLength + from, Math.min(until, 0) - from);
    }
    if (until > 0) {
      int start = Math.max(from, 0);
      to.write(bytes, offset + start, until - start);
    }
  }

  private void hide(byte[] bytes, int offset, int from, int until) {
    masked = true;
    for (int i = from; i < until; i++) {
      byte value = i < 0 ? held[heldLength + i] : bytes[offset + i];
      if (value == '\n' || value == '\r') {
        plain(bytes, offset, i, i + 1);
      } else if (!withinMask) {
        to.write(MASK, 0, MASK.length);
        withinMask = true;
      }
    }
  }

  /** Keeps what stands from the place {@code decided} on, and the places of what covers it. */
  private void hold(byte[] bytes, int offset, int length, int decided) {
    int old = Math.max(0, -decided);
    int kept = length - decided;
    if (kept > held.length) {
      held = Arrays.copyOf(held, Math.max(kept, automaton.longest()));
    }
    System.arraycopy(held, heldLength - old, held, 0, old);
    System.arraycopy(bytes, offset + length - (kept - old), held, old, kept - old);
    heldLength = kept;
    int count = 0;
    for (int i = 0; i < coveredLength; i += 2) {
      if (covered[i + 1] > decided) {
        covered[count++] = Math.max(covered[i], decided) - length;
        covered[count++] = covered[i + 1] - length;
      }
    }
    coveredLength = count;
  }
}
