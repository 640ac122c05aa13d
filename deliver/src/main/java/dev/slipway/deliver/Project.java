package dev.slipway.deliver;

import dev.slipway.deliver.build.Release;
import dev.slipway.deliver.build.ReleaseStore;
import dev.slipway.document.Document;
import dev.slipway.document.Parsed;
import dev.slipway.document.Problem;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.Secret;
import dev.slipway.store.SecretStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A project on this machine: its slipway.yaml, which is read whenever it is asked for, and what is
 * kept in its state folder.
 *
 * @param root the folder of slipway.yaml
 * @param environment the variables of this process
 */
public record Project(Path root, Map<String, String> environment, InstantSource clock) {
  private static final String FILE = "slipway.yaml";

  /** Copies the map. */
  public Project {
    root = root.toAbsolutePath().normalize();
    environment = Map.copyOf(environment);
  }

  /** Where everything is kept that Slipway knows about the project. */
  public Path stateFolder() {
    return root.resolve(".slipway");
  }

  /** Whether there is a slipway.yaml. */
  public boolean isDeclared() {
    return Files.isRegularFile(root.resolve(FILE));
  }

  /**
   * Makes the state folder, which git does not see.
   *
   * @throws SlipwayException MACHINE when it cannot be made
   */
  public void prepareStateFolder() {
    Path ignore = stateFolder().resolve(".gitignore");
    try {
      Files.createDirectories(stateFolder());
      if (!Files.exists(ignore)) {
        Files.writeString(ignore, "*\n");
      }
    } catch (IOException e) {
      throw new SlipwayException(ErrorCode.MACHINE, "cannot make " + ignore + ": " + e, e);
    }
  }

  /** The releases of the project. */
  public ReleaseStore releases() {
    return ReleaseStore.in(stateFolder(), clock);
  }

  /** The secrets of the project. */
  public SecretStore secrets() {
    Optional<Secret> key =
        Optional.ofNullable(environment.get("SLIPWAY_KEY"))
            .filter(text -> !text.isEmpty())
            .map(Secret::of);
    return SecretStore.open(stateFolder(), key, clock);
  }

  /**
   * What slipway.yaml says about delivery.
   *
   * @throws SlipwayException NOT_FOUND without the file, INVALID_DOCUMENT when it has errors
   */
  public Delivery delivery() {
    byte[] bytes = bytes();
    Parsed<Document> document = Document.read(FILE, bytes);
    if (document.value().isEmpty()) {
      throw refused(document.problems(), bytes);
    }
    Parsed<Delivery> parsed = Delivery.of(document.value().get());
    if (parsed.value().isEmpty() || parsed.problems().stream().anyMatch(Problem::isError)) {
      throw refused(parsed.problems(), bytes);
    }
    return parsed.value().get();
  }

  private byte[] bytes() {
    Path file = root.resolve(FILE);
    if (!isDeclared()) {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND,
          "there is no " + file + "; it says which components there are and where they go");
    }
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static SlipwayException refused(List<Problem> problems, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    StringBuilder message = new StringBuilder("invalid " + FILE + "\n");
    problems.forEach(problem -> message.append(problem.render(text)));
    return new SlipwayException(ErrorCode.INVALID_DOCUMENT, message.toString().stripTrailing());
  }

  /**
   * All that a deployment of a release into an environment goes by.
   *
   * @param router how the router really listens
   */
  Scope scope(String environmentName, String release, RouterSettings router) {
    Delivery delivery = delivery();
    Environment place = delivery.environment(environmentName);
    Release found = releases().named(release);
    ReleaseFacts facts =
        new ReleaseFacts(
            found.id().hex(), found.source().commit().orElse(""), found.source().label());
    Outputs outputs = Outputs.of(place, router);
    Configuration configuration =
        new Configuration(
            delivery, place, outputs, Optional.of(facts), secrets().effective(environmentName));
    return new Scope(this, place, found, outputs, configuration);
  }
}
