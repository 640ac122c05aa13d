package dev.slipway.workflow;

import org.jspecify.annotations.Nullable;

/** Values as JSON text: what {@code toJSON} writes and {@code fromJSON} reads. */
final class Json {
  /** Deeper than any value a workflow makes; a guard against a stack overflow. */
  static final int DEEPEST = 500;

  private final StringBuilder text = new StringBuilder();
  private final @Nullable EvaluationMemory memory;

  private Json(@Nullable EvaluationMemory memory) {
    this.memory = memory;
  }

  /** The value a JSON text stands for. */
  static Value read(String text) {
    return JsonReader.read(text);
  }

  static String write(Value value) {
    return write(value, null);
  }

  /** As {@link #write(Value)}, refusing a text that passes the limit of the evaluation. */
  static String write(Value value, @Nullable EvaluationMemory memory) {
    Json json = new Json(memory);
    json.append(value, 0);
    return json.text.toString();
  }

  private void append(Value value, int level) {
    switch (value) {
      case Value.Null nothing -> text.append("null");
      case Value.Bool bool -> text.append(bool.value());
      case Value.Num number -> text.append(number.text());
      case Value.Text(String string) -> quote(string, text);
      case ArrayValue array -> appendArray(array, level);
      case ObjectValue object -> appendObject(object, level);
    }
    if (memory != null) {
      memory.check(text.length());
    }
  }

  private void appendArray(ArrayValue array, int level) {
    if (array.items().isEmpty()) {
      text.append("[]");
      return;
    }
    text.append('[');
    boolean first = true;
    for (Value item : array.items()) {
      newLine(first, level + 1);
      first = false;
      append(item, level + 1);
    }
    newLine(true, level);
    text.append(']');
  }

  private void appendObject(ObjectValue object, int level) {
    if (object.size() == 0) {
      text.append("{}");
      return;
    }
    text.append('{');
    boolean first = true;
    for (Member member : object.members()) {
      newLine(first, level + 1);
      first = false;
      quote(member.name(), text);
      text.append(": ");
      append(member.value(), level + 1);
    }
    newLine(true, level);
    text.append('}');
  }

  private void newLine(boolean first, int level) {
    if (!first) {
      text.append(',');
    }
    text.append('\n');
    for (int i = 0; i < level; i++) {
      text.append("  ");
    }
  }

  /** The string in double quotes, escaped as JSON asks for. */
  static String quote(String string) {
    StringBuilder quoted = new StringBuilder(string.length() + 2);
    quote(string, quoted);
    return quoted.toString();
  }

  private static void quote(String string, StringBuilder text) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        case '\b' -> text.append("\\b");
        case '\f' -> text.append("\\f");
        case '\u0085', '\u2028', '\u2029' -> appendEscape(c, text);
        default -> {
          if (c < ' ') {
            appendEscape(c, text);
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }

  private static void appendEscape(char c, StringBuilder text) {
    text.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      text.append(Character.forDigit((c >> shift) & 0xF, 16));
    }
  }
}
