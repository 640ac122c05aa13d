package dev.slipway.workflow;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The named values and functions an expression is evaluated against; immutable, cheap to derive
 * from one another, safe for several threads when its functions are.
 */
public final class Contexts implements EvaluationContext {
  /** A function that the host of an evaluation provides. */
  @FunctionalInterface
  public interface HostFunction {
    /**
     * The result of the call.
     *
     * @throws ExpressionException when the function refuses its arguments
     */
    Value call(List<Value> arguments);
  }

  private static final Contexts NOTHING =
      new Contexts(ObjectValue.empty(), Map.of(), DEFAULT_MEMORY);

  private final ObjectValue values;
  private final Map<String, HostFunction> functions;
  private final int memoryLimit;

  private Contexts(ObjectValue values, Map<String, HostFunction> functions, int memoryLimit) {
    this.values = values;
    this.functions = functions;
    this.memoryLimit = memoryLimit;
  }

  /** No values and no functions. */
  public static Contexts empty() {
    return NOTHING;
  }

  /** These values under their names, no functions. */
  public static Contexts of(Map<String, ? extends Value> values) {
    return new Contexts(ObjectValue.of(values), Map.of(), DEFAULT_MEMORY);
  }

  /** The same with one more value; replaces one of that name. */
  public Contexts with(String name, Value value) {
    return new Contexts(values.toBuilder().put(name, value).build(), functions, memoryLimit);
  }

  /** The same with what is put into a builder that holds the values so far. */
  public Contexts with(Consumer<ObjectValue.Builder> more) {
    ObjectValue.Builder all = values.toBuilder();
    more.accept(all);
    return new Contexts(all.build(), functions, memoryLimit);
  }

  /** The same with one more function; replaces one of that name. */
  public Contexts withFunction(String name, HostFunction function) {
    Map<String, HostFunction> more = new HashMap<>(functions);
    more.put(name.toLowerCase(Locale.ROOT), function);
    return new Contexts(values, Map.copyOf(more), memoryLimit);
  }

  /** The same with another limit of memory for one evaluation, in bytes. */
  public Contexts withMemoryLimit(int bytes) {
    return new Contexts(values, functions, bytes);
  }

  /** The names of the values that are there, as they were given. */
  public Collection<String> names() {
    return values.names();
  }

  /** Whether a value of that name is there, without regard to case. */
  public boolean has(String name) {
    return values.has(name);
  }

  @Override
  public Value named(String context) {
    return values.get(context);
  }

  @Override
  public Value call(String function, List<Value> arguments) {
    return Optional.ofNullable(functions.get(function))
        .orElseThrow(
            () ->
                ExpressionException.evaluation("Function '" + function + "' is not available here"))
        .call(arguments);
  }

  @Override
  public int memoryLimit() {
    return memoryLimit;
  }
}
