package dev.slipway.workflow;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The contexts and host functions that may be used at one place of a workflow. Built-in functions
 * such as {@code contains} are allowed everywhere.
 */
public final class Names {
  private static final Names UNRESTRICTED = new Names(Set.of(), Map.of(), true);

  private final Set<String> contexts;
  private final Map<String, Arity> functions;
  private final boolean unrestricted;

  private Names(Set<String> contexts, Map<String, Arity> functions, boolean unrestricted) {
    this.contexts = Set.copyOf(contexts);
    this.functions = Map.copyOf(functions);
    this.unrestricted = unrestricted;
  }

  /**
   * Reads names in the notation of GitHub's schema: {@code github} is a context, {@code
   * hashFiles(1,255)} a function with its least and greatest number of arguments, {@code MAX} means
   * 255.
   */
  public static Names of(String... entries) {
    return of(List.of(entries));
  }

  /** As {@link #of(String...)}. */
  public static Names of(Collection<String> entries) {
    Set<String> contexts = new HashSet<>();
    Map<String, Arity> functions = new HashMap<>();
    for (String entry : entries) {
      int open = entry.indexOf('(');
      if (open < 0) {
        contexts.add(lower(entry));
      } else {
        functions.put(lower(entry.substring(0, open)), Arity.parse(entry.substring(open)));
      }
    }
    return new Names(contexts, functions, false);
  }

  /** Any context and any function: for checks of syntax alone. */
  public static Names unrestricted() {
    return UNRESTRICTED;
  }

  /** Whether the context is known here, without regard to case. */
  public boolean allowsContext(String name) {
    return unrestricted || contexts.contains(lower(name));
  }

  /** Whether the host function is known here, without regard to case. */
  public boolean allowsFunction(String name) {
    return unrestricted || functions.containsKey(lower(name));
  }

  Optional<Arity> function(String name) {
    if (unrestricted) {
      return Optional.of(Arity.ANY);
    }
    return Optional.ofNullable(functions.get(lower(name)));
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
