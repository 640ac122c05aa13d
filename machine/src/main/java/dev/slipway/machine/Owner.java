package dev.slipway.machine;

import java.util.Optional;

/**
 * Who answers for something that was started: its lifetime ends with the owner's.
 *
 * <p>Owners nest by their id: the owner of a run covers those of its jobs ({@link #child}).
 */
public record Owner(Kind kind, String id) {
  /** The environment variable that marks every process of an owner. */
  public static final String VARIABLE = "SLIPWAY_OWNER";

  private static final int MAXIMUM_LENGTH = 200;

  /** What kind of lifetime it is. */
  public enum Kind {
    /** One command on the terminal. */
    COMMAND,
    /** A run of a workflow, or a job of it. */
    RUN,
    /** A deployment, whose processes outlive the command that started them. */
    DEPLOYMENT
  }

  /** An id is 1 to 200 characters out of {@code A-Z a-z 0-9 . _ - /}. */
  public Owner {
    if (!isId(id)) {
      throw new IllegalArgumentException("Not an owner's id: '" + id + "'");
    }
  }

  /** The owner of a part, such as one job of a run; whatever ends this one ends it too. */
  public Owner child(String part) {
    return new Owner(kind, id + "/" + part);
  }

  /** The value of {@link #VARIABLE} in the environment of this owner's processes. */
  public String marker() {
    return kind.name().charAt(0) + ":" + id;
  }

  /** The owner a marker names, without the number of a process group. */
  static Optional<Owner> ofMarker(String marker) {
    int end = marker.indexOf('#');
    String text = end < 0 ? marker : marker.substring(0, end);
    for (Kind kind : Kind.values()) {
      if (text.startsWith(kind.name().charAt(0) + ":") && isId(text.substring(2))) {
        return Optional.of(new Owner(kind, text.substring(2)));
      }
    }
    return Optional.empty();
  }

  /** Whether a marker is this owner's or that of one of its children. */
  boolean covers(String otherMarker) {
    String own = marker();
    if (!otherMarker.startsWith(own)) {
      return false;
    }
    return otherMarker.length() == own.length()
        || otherMarker.charAt(own.length()) == '/'
        || otherMarker.charAt(own.length()) == '#';
  }

  private static boolean isId(String text) {
    return !text.isEmpty()
        && text.length() <= MAXIMUM_LENGTH
        && text.chars().allMatch(Owner::isAllowed);
  }

  private static boolean isAllowed(int character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9')
        || "._-/".indexOf(character) >= 0;
  }
}
