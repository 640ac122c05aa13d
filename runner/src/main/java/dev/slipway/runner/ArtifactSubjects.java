package dev.slipway.runner;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that the steps of one job declared through {@code GITHUB_ARTIFACTS}, by name. Thread-safe.
 *
 * <p>Limits and texts are the runner's ({@code CreateArtifactsFileCommand.cs}).
 */
final class ArtifactSubjects {
  /** As many as a job may declare. */
  static final int MAX_SUBJECTS = 500;

  private final Map<String, ArtifactSubject> byName = new TreeMap<>();

  /**
   * Adds a subject; declaring the same twice is fine.
   *
   * @return why it is refused, if it is
   */
  synchronized Optional<String> declare(ArtifactSubject subject) {
    ArtifactSubject existing = byName.get(subject.name());
    if (existing != null) {
      return existing.digest().equals(subject.digest())
          ? Optional.empty()
          : Optional.of(conflict(existing, subject));
    }
    if (byName.size() >= MAX_SUBJECTS) {
      return Optional.of(
          "The job has exceeded the maximum of " + MAX_SUBJECTS + " declared artifacts.");
    }
    byName.put(subject.name(), subject);
    return Optional.empty();
  }

  synchronized int size() {
    return byName.size();
  }

  /** The content of {@code GITHUB_ARTIFACTS_LIST}: sorted by name, so that it is reproducible. */
  synchronized String toJson() {
    StringBuilder json = new StringBuilder("{\"version\":1,\"subjects\":[");
    String separator = "";
    for (ArtifactSubject subject : byName.values()) {
      json.append(separator).append("{\"name\":\"");
      appendEscaped(json, subject.name());
      json.append("\",\"digest\":\"").append(subject.digest());
      json.append("\",\"kind\":\"").append(subject.kind().text()).append("\"}");
      separator = ",";
    }
    return json.append("]}").toString();
  }

  private static String conflict(ArtifactSubject existing, ArtifactSubject subject) {
    return "Conflicting digest for artifact '"
        + subject.name()
        + "': previously declared as '"
        + existing.digest()
        + "', now declared as '"
        + subject.digest()
        + "'.";
  }

  private static void appendEscaped(StringBuilder json, String text) {
    for (int at = 0; at < text.length(); at++) {
      char character = text.charAt(at);
      if (character == '"' || character == '\\') {
        json.append('\\').append(character);
      } else if (character < ' ') {
        json.append("\\u00");
        json.append(Character.forDigit(character >> 4, 16));
        json.append(Character.forDigit(character & 15, 16));
      } else {
        json.append(character);
      }
    }
  }
}
