package dev.slipway.workflow;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One named value of an object. */
sealed interface Member {
  /** The name as it was written. */
  String name();

  /** The value; makes it when this is a lazy one. */
  Value value();

  /** A member whose value is there. */
  record Ready(String name, Value value) implements Member {}

  /** A member whose value is made at its first use; safe for several threads. */
  final class Lazy implements Member {
    private final String name;
    private final Supplier<Value> source;
    private volatile @Nullable Value made;

    Lazy(String name, Supplier<Value> source) {
      this.name = name;
      this.source = source;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Value value() {
      Value value = made;
      if (value != null) {
        return value;
      }
      return make();
    }

    private synchronized Value make() {
      Value value = made;
      if (value == null) {
        value = source.get();
        made = value;
      }
      return value;
    }
  }
}
