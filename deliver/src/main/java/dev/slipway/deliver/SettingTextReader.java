package dev.slipway.deliver;

import dev.slipway.deliver.SettingText.Literal;
import dev.slipway.deliver.SettingText.Part;
import dev.slipway.deliver.SettingText.Reference;
import dev.slipway.document.Position;
import dev.slipway.document.Problem;
import dev.slipway.document.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes a value with {@code ${references}} apart and reports those that mean nothing. */
final class SettingTextReader {
  private static final List<String> ROOTS =
      List.of("components", "environment", "release", "env", "secrets");
  private static final List<String> ENVIRONMENT = List.of("name", "url", "host");
  private static final List<String> RELEASE = List.of("id", "commit", "version");

  private final List<Problem> problems;

  SettingTextReader(List<Problem> problems) {
    this.problems = problems;
  }

  SettingText read(String source, Position position) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int at = 0;
    while (at < source.length()) {
      if (source.startsWith("$${", at)) {
        literal.append("${");
        at += 3;
      } else if (source.startsWith("${", at)) {
        int end = source.indexOf('}', at);
        if (end < 0) {
          report(position, "unclosed-reference", "'${' is never closed", "write $${ for ${ itself");
          return SettingText.literal(source, position);
        }
        flush(literal, parts);
        reference(source.substring(at + 2, end).strip(), position).ifPresent(parts::add);
        at = end + 1;
      } else {
        literal.append(source.charAt(at++));
      }
    }
    flush(literal, parts);
    return new SettingText(source, parts, position);
  }

  private static void flush(StringBuilder literal, List<Part> parts) {
    if (!literal.isEmpty()) {
      parts.add(new Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  private Optional<Reference> reference(String text, Position position) {
    List<String> words = List.of(text.split("\\.", -1));
    String root = words.getFirst();
    return switch (root) {
      case "components" -> component(text, words, position);
      case "environment" ->
          fact(text, words, ENVIRONMENT, position).map(SettingText.EnvironmentFact::new);
      case "release" -> fact(text, words, RELEASE, position).map(SettingText.ReleaseFact::new);
      case "env" -> name(text, words, position).map(SettingText.Variable::new);
      case "secrets" -> name(text, words, position).map(SettingText.SecretValue::new);
      default -> {
        unknown(text, root, ROOTS, position);
        yield Optional.empty();
      }
    };
  }

  private Optional<Reference> component(String text, List<String> words, Position position) {
    if (words.size() != 3 || !ComponentName.isOne(words.get(1)) || words.get(2).isEmpty()) {
      report(
          position,
          "unknown-reference",
          "'${" + text + "}' names no output of a component",
          "write ${components.NAME.url}");
      return Optional.empty();
    }
    ComponentName component = new ComponentName(words.get(1));
    return Optional.of(new SettingText.ComponentOutput(component, words.get(2)));
  }

  private Optional<String> fact(
      String text, List<String> words, List<String> known, Position position) {
    if (words.size() == 2 && known.contains(words.get(1))) {
      return Optional.of(words.get(1));
    }
    unknown(text, words.getLast(), known, position);
    return Optional.empty();
  }

  private Optional<String> name(String text, List<String> words, Position position) {
    if (words.size() == 2 && DeliverySchema.isVariable(words.get(1))) {
      return Optional.of(words.get(1));
    }
    report(
        position,
        "unknown-reference",
        "'${" + text + "}' names nothing",
        "write ${" + words.getFirst() + ".NAME}");
    return Optional.empty();
  }

  private void unknown(String text, String word, List<String> known, Position position) {
    String hint =
        Suggestions.closest(word, known)
            .map(near -> "did you mean '" + near + "'?")
            .orElse("known here: " + String.join(", ", known));
    report(position, "unknown-reference", "'${" + text + "}' means nothing here", hint);
  }

  private void report(Position position, String code, String message, String hint) {
    problems.add(Problem.error(position, code, message).withHint(hint));
  }
}
