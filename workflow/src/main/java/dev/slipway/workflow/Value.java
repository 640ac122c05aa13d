package dev.slipway.workflow;

/**
 * A value of the expression language: null, boolean, number, string, array or object.
 *
 * <p>Values are immutable and safe to share between threads. Conversions follow GitHub's runner:
 * every number is a double, strings compare without regard to case, arrays and objects are equal to
 * themselves alone.
 */
public sealed interface Value
    permits Value.Null, Value.Bool, Value.Num, Value.Text, ArrayValue, ObjectValue {
  /** No value. */
  record Null() implements Value {
    static final Null INSTANCE = new Null();

    @Override
    public String kind() {
      return "Null";
    }

    @Override
    public boolean truthy() {
      return false;
    }

    @Override
    public String text() {
      return "";
    }

    @Override
    public double number() {
      return 0;
    }

    @Override
    public String toString() {
      return "null";
    }
  }

  /** True or false. */
  record Bool(boolean value) implements Value {
    static final Bool TRUE = new Bool(true);
    static final Bool FALSE = new Bool(false);

    @Override
    public String kind() {
      return "Boolean";
    }

    @Override
    public boolean truthy() {
      return value;
    }

    @Override
    public String text() {
      return Boolean.toString(value);
    }

    @Override
    public double number() {
      return value ? 1 : 0;
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /** A number, always a double. */
  record Num(double value) implements Value {
    @Override
    public String kind() {
      return "Number";
    }

    @Override
    public boolean truthy() {
      return value != 0 && !Double.isNaN(value);
    }

    @Override
    public String text() {
      return Numbers.format(value);
    }

    @Override
    public double number() {
      return value;
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /** A string. */
  record Text(String value) implements Value {
    @Override
    public String kind() {
      return "String";
    }

    @Override
    public boolean truthy() {
      return !value.isEmpty();
    }

    @Override
    public String text() {
      return value;
    }

    @Override
    public double number() {
      return Numbers.parse(value);
    }

    @Override
    public String toString() {
      return Json.quote(value);
    }
  }

  /** Null. */
  static Value none() {
    return Null.INSTANCE;
  }

  /**
   * The value a JSON text holds.
   *
   * @throws ExpressionException as {@code fromJSON} does when it holds none
   */
  static Value parseJson(String text) {
    return JsonReader.read(text);
  }

  /** The boolean. */
  static Value of(boolean value) {
    return value ? Bool.TRUE : Bool.FALSE;
  }

  /** The number. */
  static Value of(double value) {
    return new Num(value);
  }

  /** The string. */
  static Value of(String value) {
    return new Text(value);
  }

  /** What GitHub calls this kind of value: Null, Boolean, Number, String, Array or Object. */
  String kind();

  /** False for null, false, 0, NaN and the empty string; true for everything else. */
  boolean truthy();

  /** The value as a string; null is empty, an array is {@code Array}, an object {@code Object}. */
  String text();

  /** The value as a number; NaN for what is none, arrays and objects included. */
  double number();

  /** Whether this is null, a boolean, a number or a string. */
  default boolean isPrimitive() {
    return !(this instanceof ArrayValue) && !(this instanceof ObjectValue);
  }

  /** The member of that name when this is an object that has it, else null. */
  default Value member(String name) {
    if (this instanceof ObjectValue object) {
      return object.get(name);
    }
    return none();
  }

  /** The member reached by these names one after the other, else null. */
  default Value path(String... names) {
    Value value = this;
    for (String name : names) {
      value = value.member(name);
    }
    return value;
  }

  /** The value as JSON, indented by two spaces as {@code toJSON} prints it. */
  default String json() {
    return Json.write(this);
  }
}
