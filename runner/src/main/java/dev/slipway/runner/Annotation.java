package dev.slipway.runner;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A remark that a step or Slipway itself makes about the code or the run, already masked.
 *
 * @param message at most {@value #MAX_MESSAGE} characters; the rest is cut off, as on GitHub
 * @param place where in the source it points, as far as that is known
 * @param title a heading of its own, from {@code title=}
 * @param code what the tool calls this kind of problem, from a problem matcher
 * @param step number of the step in its job; 0 when it belongs to no step
 */
public record Annotation(
    Level level,
    String message,
    Place place,
    Optional<String> title,
    Optional<String> code,
    int step) {

  /** Longest message GitHub forwards to a check annotation. */
  public static final int MAX_MESSAGE = 4096;

  /** How grave it is. */
  public enum Level {
    /** Worth knowing. */
    NOTICE,
    /** Probably wrong. */
    WARNING,
    /** Wrong. */
    ERROR;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** The word as it stands in a workflow command and in the log's {@code ##[error]}. */
    public String text() {
      return text;
    }
  }

  /**
   * A place in a file of the repository.
   *
   * @param file path relative to the repository, with {@code /}
   * @param line from 1
   * @param column from 1
   */
  public record Place(
      Optional<String> file,
      OptionalInt line,
      OptionalInt endLine,
      OptionalInt column,
      OptionalInt endColumn) {
    /** Nowhere in particular. */
    public static final Place NONE =
        new Place(
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty());

    /** The place as {@code file:line:column}, as far as it is known; empty without a file. */
    public String text() {
      if (file.isEmpty()) {
        return "";
      }
      StringBuilder text = new StringBuilder(file.get());
      if (line.isPresent()) {
        text.append(':').append(line.getAsInt());
      }
      if (line.isPresent() && column.isPresent()) {
        text.append(':').append(column.getAsInt());
      }
      return text.toString();
    }
  }

  /** Cuts the message to its limit, never in the middle of a character. */
  public Annotation {
    if (message.length() > MAX_MESSAGE) {
      int end = MAX_MESSAGE;
      if (Character.isHighSurrogate(message.charAt(end - 1))) {
        end--;
      }
      message = message.substring(0, end);
    }
  }

  /** A remark that points nowhere in the source. */
  public static Annotation of(Level level, String message, int step) {
    return new Annotation(level, message, Place.NONE, Optional.empty(), Optional.empty(), step);
  }
}
