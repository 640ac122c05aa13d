package dev.slipway.workflow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Named values in order; names are looked up without regard to case, a lazy value is made when
 * first asked for and kept.
 */
public final class ObjectValue implements Value {
  private static final ObjectValue NOTHING = new Builder().build();

  private final Map<String, Member> members;

  private ObjectValue(Map<String, Member> members) {
    this.members = members;
  }

  /** The object with these members, in the order of the map. */
  public static ObjectValue of(Map<String, ? extends Value> members) {
    Builder builder = builder();
    members.forEach(builder::put);
    return builder.build();
  }

  /** The object whose members are these strings, in the order of the map. */
  public static ObjectValue ofTexts(Map<String, String> members) {
    Builder builder = builder();
    members.forEach(builder::put);
    return builder.build();
  }

  /** The object without members. */
  public static ObjectValue empty() {
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
      return Value.none();
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
    return other instanceof ObjectValue object && toMap().equals(object.toMap());
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
     * Adds a member; a later one of the same name replaces the value and keeps place and spelling.
     */
    public Builder put(String name, Value value) {
      own().put(Letters.fold(name), new Member.Ready(spelling(name), value));
      return this;
    }

    /** Adds a string. */
    public Builder put(String name, String value) {
      return put(name, Value.of(value));
    }

    /** Adds a boolean. */
    public Builder put(String name, boolean value) {
      return put(name, Value.of(value));
    }

    /** Adds a number. */
    public Builder put(String name, double value) {
      return put(name, Value.of(value));
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
    public Builder putAll(ObjectValue other) {
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
    public ObjectValue build() {
      shared = true;
      return new ObjectValue(members);
    }
  }
}
