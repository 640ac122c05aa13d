package dev.slipway.workflow;

import java.util.List;

/**
 * How strictly a workflow is read.
 *
 * @param dialect whose reports to give
 * @param anchors whether YAML anchors are accepted
 * @param backgroundSteps whether {@code background}, {@code wait}, {@code wait-all} and {@code
 *     cancel} are accepted
 * @param strictEvents whether the events of {@code on} are checked
 * @param calls how reusable workflows are followed
 * @param limits how large a workflow may be
 */
record Rules(
    Dialect dialect,
    boolean anchors,
    boolean backgroundSteps,
    boolean strictEvents,
    Calls calls,
    Sizes limits) {

  /** Whose reports to give. */
  enum Dialect {
    /** All problems at once, each once, with hints. */
    OURS,
    /** As GitHub's server does: shape before meaning, the first 10 problems, 500 characters. */
    GITHUB
  }

  /** What the token may do where neither workflow nor job says. */
  enum TokenPolicy {
    /** Contents and packages can be read. */
    LIMITED_READ,
    /** All can be written. */
    WRITE
  }

  /**
   * How reusable workflows are followed.
   *
   * @param depth how many calls may be nested
   * @param scopes what {@code read-all} and {@code write-all} stand for
   */
  record Calls(boolean followed, int depth, TokenPolicy policy, List<String> scopes) {
    Calls {
      scopes = List.copyOf(scopes);
    }
  }

  /**
   * How large a workflow may be.
   *
   * @param bytes GitHub's estimate of the memory of all files together
   */
  record Sizes(int characters, int depth, int bytes, int jobs) {}

  /** The scopes a token can have. */
  static final List<String> SCOPES =
      List.of(
          "actions",
          "artifact-metadata",
          "attestations",
          "checks",
          "code-quality",
          "contents",
          "copilot-requests",
          "deployments",
          "discussions",
          "drives",
          "issues",
          "models",
          "packages",
          "pages",
          "pull-requests",
          "repository-projects",
          "statuses",
          "security-events",
          "vulnerability-alerts",
          "id-token");

  /** Everything GitHub knows, generous limits, all problems at once with hints. */
  static final Rules DEFAULT =
      new Rules(
          Dialect.OURS,
          true,
          true,
          true,
          new Calls(true, 10, TokenPolicy.WRITE, SCOPES),
          new Sizes(16 << 20, 50, Integer.MAX_VALUE, 20_000));

  Rules withoutCalls() {
    Calls none = new Calls(false, calls.depth(), calls.policy(), calls.scopes());
    return new Rules(dialect, anchors, backgroundSteps, strictEvents, none, limits);
  }

  boolean isGitHubs() {
    return dialect == Dialect.GITHUB;
  }
}
