package dev.slipway.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pattern of a {@code branches}, {@code tags} or {@code paths} filter.
 *
 * <p>{@code *} stands for any characters but {@code /}, {@code **} for any characters, <code>
 * **&#47;
 * </code> for any folders or none, {@code ?} makes the character before it optional, {@code +}
 * repeats it, {@code [ab0-9]} is one of a set, {@code \} takes the next character as it is, and a
 * leading {@code !} takes away what earlier patterns gave. (GitHub: filter pattern cheat sheet.)
 * Matching takes time proportional to pattern times text, whatever the pattern.
 */
final class Glob {
  private final String source;
  private final boolean negative;
  private final List<GlobPart> parts;
  private final Optional<String> flaw;

  private Glob(String source, boolean negative, List<GlobPart> parts, Optional<String> flaw) {
    this.source = source;
    this.negative = negative;
    this.parts = List.copyOf(parts);
    this.flaw = flaw;
  }

  /** Reads a pattern; one that is malformed has a {@link #flaw} and matches only its own text. */
  static Glob of(String source) {
    boolean negative = source.startsWith("!");
    String pattern = negative ? source.substring(1) : source;
    GlobReader reader = new GlobReader(pattern);
    List<GlobPart> parts = reader.read();
    Optional<String> flaw = reader.flaw();
    if (flaw.isPresent()) {
      return new Glob(source, negative, literal(pattern), flaw);
    }
    return new Glob(source, negative, parts, flaw);
  }

  private static List<GlobPart> literal(String text) {
    List<GlobPart> parts = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      parts.add(GlobPart.character(text.charAt(i)));
    }
    return parts;
  }

  /** The pattern as it was written. */
  String source() {
    return source;
  }

  /** Whether it takes away what it matches. */
  boolean isNegative() {
    return negative;
  }

  /** What is wrong with the pattern, if anything. */
  Optional<String> flaw() {
    return flaw;
  }

  /** Whether the text as a whole fits the pattern, a leading {@code !} left aside. */
  boolean matches(String text) {
    boolean[] reached = new boolean[parts.size() + 1];
    boolean[] inFolders = new boolean[parts.size()];
    reached[0] = true;
    skipOptional(reached);
    for (int i = 0; i < text.length(); i++) {
      boolean[] next = new boolean[parts.size() + 1];
      step(reached, inFolders, next, text.charAt(i));
      skipOptional(next);
      reached = next;
    }
    return reached[parts.size()];
  }

  /** Takes one character; whoever is inside folders stays there and may also leave at a slash. */
  private void step(boolean[] reached, boolean[] inFolders, boolean[] next, char c) {
    for (int place = 0; place < parts.size(); place++) {
      GlobPart part = parts.get(place);
      if (part.folders()) {
        inFolders[place] |= reached[place];
        next[place + 1] |= inFolders[place] && c == '/';
      } else if (reached[place] && part.accepts(c)) {
        next[place] |= part.repeats();
        next[place + 1] = true;
      }
    }
  }

  /** A part that may be absent lets the next one begin at the same character. */
  private void skipOptional(boolean[] reached) {
    for (int place = 0; place < parts.size(); place++) {
      if (reached[place] && parts.get(place).optional()) {
        reached[place + 1] = true;
      }
    }
  }

  @Override
  public String toString() {
    return source;
  }
}
