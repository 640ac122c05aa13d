package dev.slipway.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;

/** Reads what {@code uses} names: an action of a step, or the workflow of a job. */
final class References {
  private static final String DOCKER = "docker://";

  private References() {}

  /** The action; empty when the text has no known form. */
  static Optional<ActionRef> action(String text) {
    if (text.startsWith(DOCKER)) {
      return Optional.of(new ActionRef.DockerImage(text, text.substring(DOCKER.length())));
    }
    if (isLocal(text)) {
      return Optional.of(new ActionRef.Local(text, text.substring(2).replace('\\', '/')));
    }
    if (text.startsWith("$/")) {
      String path = text.substring(2);
      return isPathInside(path) ? Optional.of(new ActionRef.Self(text, path)) : Optional.empty();
    }
    return repository(text);
  }

  private static Optional<ActionRef> repository(String text) {
    int at = text.indexOf('@');
    if (at < 0 || at != text.lastIndexOf('@') || at == text.length() - 1) {
      return Optional.empty();
    }
    List<String> segments = segments(text.substring(0, at));
    if (segments.size() < 2) {
      return Optional.empty();
    }
    String path = String.join("/", segments.subList(2, segments.size()));
    return Optional.of(
        new ActionRef.Repository(
            text, segments.get(0), segments.get(1), path, text.substring(at + 1)));
  }

  static boolean isLocal(String text) {
    return text.startsWith("./") || text.startsWith(".\\");
  }

  /** The text a step's id is made of when it has none of its own. */
  static String idOf(ActionRef action) {
    if (action instanceof ActionRef.Repository repository) {
      return repository.fullName();
    }
    if (action instanceof ActionRef.DockerImage docker) {
      return docker.image();
    }
    return "self";
  }

  /** The workflow a job calls; empty when the text has no known form. */
  static Optional<WorkflowRef> workflow(String text) {
    if (text.startsWith("./") || text.startsWith("$/")) {
      String path = text.substring(2);
      boolean usable = isPathInside(path) && isYaml(path) && path.indexOf('@') < 0;
      return usable ? Optional.of(new WorkflowRef.Local(text, path)) : Optional.empty();
    }
    int at = text.indexOf('@');
    if (at < 0 || at == text.length() - 1) {
      return Optional.empty();
    }
    List<String> segments = segments(text.substring(0, at));
    if (segments.size() < 3 || !isYaml(segments.getLast())) {
      return Optional.empty();
    }
    String path = String.join("/", segments.subList(2, segments.size()));
    return Optional.of(
        new WorkflowRef.Remote(
            text, segments.get(0), segments.get(1), path, text.substring(at + 1)));
  }

  private static boolean isYaml(String path) {
    return path.endsWith(".yml") || path.endsWith(".yaml");
  }

  private static boolean isPathInside(String path) {
    return !path.isEmpty() && !path.startsWith("/") && !segments(path).contains("..");
  }

  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>();
    StringTokenizer tokens = new StringTokenizer(path, "/\\");
    while (tokens.hasMoreTokens()) {
      segments.add(tokens.nextToken());
    }
    return segments;
  }
}
