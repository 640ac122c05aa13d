package dev.slipway.document;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What reading a text gave: a value unless an error forbids it, and everything that is wrong with
 * the text.
 */
public record Parsed<T>(Optional<T> value, List<Problem> problems) {
  public Parsed {
    problems = List.copyOf(problems);
  }

  /** A value without problems. */
  public static <T> Parsed<T> of(T value) {
    return new Parsed<>(Optional.of(value), List.of());
  }

  /** A value with what is wrong with it, which is absent as soon as one problem is an error. */
  public static <T> Parsed<T> of(T value, List<Problem> problems) {
    if (problems.stream().anyMatch(Problem::isError)) {
      return failed(problems);
    }
    return new Parsed<>(Optional.of(value), problems);
  }

  /** No value, and why. */
  public static <T> Parsed<T> failed(List<Problem> problems) {
    return new Parsed<>(Optional.empty(), problems);
  }

  /** No value, for one reason. */
  public static <T> Parsed<T> failed(Problem problem) {
    return failed(List.of(problem));
  }

  /** Whether there is a value. */
  public boolean isPresent() {
    return value.isPresent();
  }

  /** The same problems with another form of the value. */
  public <R> Parsed<R> map(Function<? super T, ? extends R> form) {
    return new Parsed<>(value.map(form), problems);
  }
}
