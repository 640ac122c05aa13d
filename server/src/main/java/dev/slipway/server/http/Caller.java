package dev.slipway.server.http;

/** Who asks. */
public interface Caller {
  /** The name they are known by in the journal. */
  String name();

  /** Whether it is known who they are. */
  boolean isSignedIn();

  /** Whether they signed in themselves, and not a program with a token of theirs. */
  default boolean isInPerson() {
    return isSignedIn();
  }

  /** Whether they have {@code role} at {@code place}. */
  boolean may(Role role, Place place);

  /** Whether they see {@code place} at all. */
  default boolean sees(Place place) {
    return may(Role.VIEWER, place);
  }

  /** Somebody who is not signed in. */
  static Caller nobody() {
    return new Nobody();
  }

  /** Somebody who is not signed in. */
  record Nobody() implements Caller {
    @Override
    public String name() {
      return "nobody";
    }

    @Override
    public boolean isSignedIn() {
      return false;
    }

    @Override
    public boolean may(Role role, Place place) {
      return false;
    }
  }
}
