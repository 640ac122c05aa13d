package dev.slipway.runner;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads {@code notice}, {@code warning} and {@code error} with their places.
 *
 * <p>Follows {@code ValidateLinesAndColumns} of the runner: what does not fit together is dropped
 * with a debug line, never the annotation.
 */
final class AnnotationCommand {
  private static final String LINE = "line";
  private static final String END_LINE = "endLine";
  private static final String COLUMN = "col";
  private static final String END_COLUMN = "endColumn";

  private final String command;
  private final Map<String, String> properties = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Consumer<String> debug;

  private AnnotationCommand(WorkflowCommand command, Consumer<String> debug) {
    this.command = command.name();
    this.properties.putAll(command.properties());
    this.debug = debug;
  }

  /**
   * The remark that a command makes.
   *
   * @param debug told what was dropped
   */
  static Remark read(
      WorkflowCommand command, Annotation.Level level, SourceTree sources, Consumer<String> debug) {
    AnnotationCommand reader = new AnnotationCommand(command, debug);
    reader.validate();
    return new Remark(
        level,
        command.data(),
        reader.place(sources),
        Optional.of(command.property("title")).filter(title -> !title.isEmpty()),
        Optional.empty());
  }

  private Annotation.Place place(SourceTree sources) {
    Optional<String> file =
        Optional.ofNullable(properties.get("file"))
            .filter(name -> !name.isEmpty())
            .map(sources::shorten);
    return new Annotation.Place(
        file, number(LINE), number(END_LINE), number(COLUMN), number(END_COLUMN));
  }

  private void validate() {
    boolean columns = number(COLUMN).isPresent() || number(END_COLUMN).isPresent();
    completeStart(LINE, END_LINE);
    completeStart(COLUMN, END_COLUMN);
    if (columns && number(LINE).isEmpty()) {
      drop(
          COLUMN, END_COLUMN, "'col' and 'endColumn' can only be set if 'line' value is provided.");
    }
    if (columns && number(END_LINE).isPresent() && !text(LINE).equals(text(END_LINE))) {
      drop(
          COLUMN,
          END_COLUMN,
          "'col' and 'endColumn' cannot be set if 'line' and 'endLine' are different values.");
    }
    checkOrder(LINE, END_LINE);
    checkOrder(COLUMN, END_COLUMN);
  }

  private void completeStart(String start, String end) {
    if (number(end).isPresent() && number(start).isEmpty()) {
      tell("'" + end + "' can only be set if '" + start + "' is provided");
      properties.put(start, text(end));
    }
  }

  private void checkOrder(String start, String end) {
    OptionalInt from = number(start);
    OptionalInt to = number(end);
    if (from.isPresent() && to.isPresent() && to.getAsInt() < from.getAsInt()) {
      drop(start, end, "'" + end + "' cannot be less than '" + start + "'.");
    }
  }

  private void drop(String one, String other, String why) {
    tell(why);
    properties.remove(one);
    properties.remove(other);
  }

  private void tell(String what) {
    debug.accept("Invalid " + command + " command value. " + what);
  }

  private String text(String key) {
    return properties.getOrDefault(key, "");
  }

  private OptionalInt number(String key) {
    try {
      return OptionalInt.of(Integer.parseInt(text(key).strip()));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }
}
