package dev.slipway.cli;

import dev.slipway.deliver.Component;
import dev.slipway.deliver.Configuration;
import dev.slipway.deliver.Delivery;
import dev.slipway.deliver.Environment;
import dev.slipway.deliver.Outputs;
import dev.slipway.document.Document;
import dev.slipway.document.Parsed;
import dev.slipway.document.Problem;
import dev.slipway.document.Suggestions;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.machine.Git;
import dev.slipway.store.Secret;
import dev.slipway.store.SecretStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The delivery part of a project's slipway.yaml, and where the project keeps its state.
 *
 * @param root the folder of the project
 */
record DeliveryFile(Session session, Path root, Delivery delivery) {
  private static final String NAME = "slipway.yaml";

  /** Reads it for the project the session is in; a fault if it is wrong or not there. */
  static DeliveryFile read(Session session) {
    Path root = rootOf(session);
    Path file = root.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND,
          "there is no " + NAME + " in " + root + "; it says what is deployed");
    }
    Parsed<Document> document = Document.read(session.relative(file), bytes(file));
    Parsed<Delivery> delivery =
        document.value().map(Delivery::of).orElseGet(() -> Parsed.failed(document.problems()));
    return new DeliveryFile(
        session, root, delivery.value().orElseThrow(() -> wrong(delivery.problems())));
  }

  /** The root of the repository, or the session's directory when it is in none. */
  static Path rootOf(Session session) {
    return Git.find(session.directory()).map(Git::root).orElse(session.directory());
  }

  private static SlipwayException wrong(List<Problem> problems) {
    List<Problem> errors = problems.stream().filter(Problem::isError).toList();
    String more = "";
    if (errors.size() > 1) {
      more = " and " + Counted.of(errors.size() - 1L, "more error") + "; run 'slipway check'";
    }
    String hint = errors.getFirst().hint().map(text -> "; " + text).orElse("");
    return new SlipwayException(
        ErrorCode.INVALID_DOCUMENT, errors.getFirst().headline() + hint + more);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new SlipwayException(ErrorCode.NOT_FOUND, file + ": cannot be read", unreadable);
    }
  }

  /** Where the project keeps its state; in a job, which works in a copy, that of the original. */
  static Path state(Session session) {
    return session
        .variable("SLIPWAY_STATE")
        .map(session::resolve)
        .orElseGet(() -> rootOf(session).resolve(".slipway"));
  }

  /** Makes that place, and keeps git away from it. */
  static void prepareState(Session session) {
    Path state = state(session);
    try {
      Files.createDirectories(state);
      if (!Files.exists(state.resolve(".gitignore"))) {
        Files.writeString(state.resolve(".gitignore"), "*\n");
      }
    } catch (IOException refused) {
      throw new SlipwayException(ErrorCode.MACHINE, state + ": cannot be made", refused);
    }
  }

  /** The secrets of the project, opened with SLIPWAY_KEY if it is set. */
  static SecretStore secrets(Session session) {
    Optional<Secret> key = session.variable("SLIPWAY_KEY").map(Secret::of);
    return SecretStore.open(state(session), key, session.clock());
  }

  /** What the components of an environment read, as far as it is known before a deployment. */
  Configuration configuration(Environment environment) {
    return new Configuration(
        delivery,
        environment,
        Outputs.of(environment, delivery.router()),
        Optional.empty(),
        secrets(session).effective(environment.name().text()));
  }

  /** The components of these names; all when there are none. */
  List<Component> chosen(List<String> names, List<Component> all) {
    if (names.isEmpty()) {
      return all;
    }
    List<Component> chosen = new ArrayList<>();
    for (String name : names) {
      chosen.add(
          all.stream()
              .filter(component -> component.name().text().equals(name))
              .findFirst()
              .orElseThrow(() -> unknown(name, all)));
    }
    return chosen;
  }

  private static SlipwayException unknown(String name, List<Component> all) {
    List<String> known = all.stream().map(component -> component.name().text()).toList();
    String hint =
        Suggestions.closest(name, known)
            .map(near -> "; did you mean '" + near + "'?")
            .orElse("; there is " + String.join(", ", known));
    return new SlipwayException(ErrorCode.NOT_FOUND, "there is no component '" + name + "'" + hint);
  }
}
