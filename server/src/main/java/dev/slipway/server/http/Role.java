package dev.slipway.server.http;

/** What somebody is at a place; each includes the ones before it. */
public enum Role {
  /** Sees. */
  VIEWER,
  /** Pushes, starts, cancels and runs again. */
  DEVELOPER,
  /** Lets deployments go on, and takes them back. */
  APPROVER,
  /** Gives others their roles, and changes settings. */
  ADMIN;

  /** Whether who has this role may do what {@code other} may. */
  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }
}
