package dev.slipway.deliver.build;

/** What kind of thing a built component is. */
public enum Form {
  /** A folder that processes are started in: services and workers. */
  PROCESS,
  /** Files that a router serves, with compressed forms beside them. */
  SITE,
  /** Files as they are in the project, such as the migrations of a database. */
  FILES
}
