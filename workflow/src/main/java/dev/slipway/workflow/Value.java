package dev.slipway.workflow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value of the expression language: null, boolean, number, string, array or object.
 *
 * <p>Values are immutable and safe to share between threads. Conversions follow GitHub's runner:
 * every number is a double, strings compare without regard to case, arrays and objects are equal to
 * themselves alone.
 */
public sealed interface Value {
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

  /** An ordered list of values. */
  final class Array implements Value {
    private final List<Value> items;
    private final boolean filtered;

    /** An array of these items. */
    public Array(List<Value> items) {
      this(items, false);
    }

    private Array(List<Value> items, boolean filtered) {
      this.items = List.copyOf(items);
      this.filtered = filtered;
    }

    /** What {@code .*} yields: an array whose next index reaches into each of its items. */
    static Array filtered(List<Value> items) {
      return new Array(items, true);
    }

    /** The items, in order. */
    public List<Value> items() {
      return items;
    }

    boolean isFiltered() {
      return filtered;
    }

    @Override
    public String kind() {
      return "Array";
    }

    @Override
    public boolean truthy() {
      return true;
    }

    @Override
    public String text() {
      return "Array";
    }

    @Override
    public double number() {
      return Double.NaN;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Array array && items.equals(array.items);
    }

    @Override
    public int hashCode() {
      return items.hashCode();
    }

    @Override
    public String toString() {
      return items.toString();
    }
  }

  /**
   * Named values in order; names are looked up without regard to case, a lazy value is made when
   * first asked for and kept.
   */
  final class Obj implements Value {
    private static final Obj NOTHING = new Builder().build();

    private final Map<String, Member> members;

    private Obj(Map<String, Member> members) {
      this.members = members;
    }

    /** The object with these members, in the order of the map. */
    public static Obj of(Map<String, ? extends Value> members) {
      Builder builder = builder();
      members.forEach(builder::put);
      return builder.build();
    }

    /** The object whose members are these strings, in the order of the map. */
    public static Obj ofTexts(Map<String, String> members) {
      Builder builder = builder();
      members.forEach(builder::put);
      return builder.build();
    }

    /** The object without members. */
    public static Obj empty() {
      return NOTHING;
    }

    /** Starts an object. */
    public static Builder builder() {
      return new Builder();
    }

    /** The member of that name, without regard to case; null when there is none. */
    public Value get(String name) {
      Member member = members.get(Letters.fold(name));
      if (member == null) {
        return none();
      }
      return member.value();
    }

    /** Whether there is a member of that name, without regard to case. */
    public boolean has(String name) {
      return members.containsKey(Letters.fold(name));
    }

    /** How many members there are. */
    public int size() {
      return members.size();
    }

    /** The names as they were first written, in order. */
    public List<String> names() {
      List<String> names = new ArrayList<>(members.size());
      for (Member member : members.values()) {
        names.add(member.name());
      }
      return names;
    }

    /** The values, in order; makes the lazy ones. */
    public List<Value> values() {
      List<Value> values = new ArrayList<>(members.size());
      for (Member member : members.values()) {
        values.add(member.value());
      }
      return values;
    }

    /** Names and values in order, as a new map the caller may keep; makes the lazy ones. */
    public Map<String, Value> toMap() {
      Map<String, Value> map = LinkedHashMap.newLinkedHashMap(members.size());
      for (Member member : members.values()) {
        map.put(member.name(), member.value());
      }
      return map;
    }

    /** A builder that already holds the members of this object; lazy ones stay lazy. */
    public Builder toBuilder() {
      return new Builder(members, true);
    }

    Collection<Member> members() {
      return members.values();
    }

    @Override
    public String kind() {
      return "Object";
    }

    @Override
    public boolean truthy() {
      return true;
    }

    @Override
    public String text() {
      return "Object";
    }

    @Override
    public double number() {
      return Double.NaN;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Obj object && toMap().equals(object.toMap());
    }

    @Override
    public int hashCode() {
      return toMap().hashCode();
    }

    @Override
    public String toString() {
      return toMap().toString();
    }

    /** Collects the members of an object; not for use by several threads. */
    public static final class Builder {
      private Map<String, Member> members;

      /** Whether somebody else has the map, so that it is copied before the next change. */
      private boolean shared;

      private Builder() {
        this(new LinkedHashMap<>(), false);
      }

      private Builder(Map<String, Member> members, boolean shared) {
        this.members = members;
        this.shared = shared;
      }

      /**
       * Adds a member; a later one of the same name replaces the value and keeps place and
       * spelling.
       */
      public Builder put(String name, Value value) {
        own().put(Letters.fold(name), new Member.Ready(spelling(name), value));
        return this;
      }

      /** Adds a string. */
      public Builder put(String name, String value) {
        return put(name, new Text(value));
      }

      /** Adds a boolean. */
      public Builder put(String name, boolean value) {
        return put(name, Value.of(value));
      }

      /** Adds a number. */
      public Builder put(String name, double value) {
        return put(name, new Num(value));
      }

      /** Adds a member whose value is made at its first use, at most once. */
      public Builder lazy(String name, Supplier<Value> value) {
        own().put(Letters.fold(name), new Member.Lazy(spelling(name), value));
        return this;
      }

      private String spelling(String name) {
        Member first = members.get(Letters.fold(name));
        if (first == null) {
          return name;
        }
        return first.name();
      }

      /** Adds all members of another object; its lazy ones stay lazy. */
      public Builder putAll(Obj other) {
        own().putAll(other.members);
        return this;
      }

      private Map<String, Member> own() {
        if (shared) {
          members = new LinkedHashMap<>(members);
          shared = false;
        }
        return members;
      }

      /** The object. */
      public Obj build() {
        shared = true;
        return new Obj(members);
      }
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
    return !(this instanceof Array) && !(this instanceof Obj);
  }

  /** The member of that name when this is an object that has it, else null. */
  default Value member(String name) {
    if (this instanceof Obj object) {
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
