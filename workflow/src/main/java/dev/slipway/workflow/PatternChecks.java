package dev.slipway.workflow;

import dev.slipway.workflow.Trigger.FilterKind;
import java.util.List;

/** Finds patterns of filters that are malformed or can never match. */
final class PatternChecks {
  private final Findings findings;

  PatternChecks(Findings findings) {
    this.findings = findings;
  }

  /** Checks the patterns of a filter. */
  void check(FilterKind kind, Template filter) {
    switch (kind) {
      case BRANCHES, BRANCHES_IGNORE, TAGS, TAGS_IGNORE -> checkAll(kind, filter, false);
      case PATHS, PATHS_IGNORE -> checkAll(kind, filter, true);
      case TYPES, WORKFLOWS, NAMES, VERSIONS -> {}
    }
  }

  private void checkAll(FilterKind kind, Template filter, boolean paths) {
    List<Template.Literal> patterns = Pieces.literals(filter);
    boolean positive = patterns.isEmpty();
    for (Template.Literal pattern : patterns) {
      Glob glob = Glob.of(pattern.value().text());
      positive |= !glob.isNegative();
      checkOne(pattern, glob, paths);
    }
    if (!positive) {
      findings.warning(
          filter.position(),
          "filter-only-excludes",
          "The patterns of '" + kind.key() + "' only exclude, so that none ever matches",
          "put a pattern before them that includes, such as '**'");
    }
  }

  private void checkOne(Template.Literal pattern, Glob glob, boolean path) {
    if (glob.flaw().isPresent()) {
      findings.earlyError(
          pattern.position(),
          "filter-pattern",
          "Invalid pattern '" + glob.source() + "': " + glob.flaw().get(),
          "put a \\ before a character that stands for itself");
      return;
    }
    String text = glob.isNegative() ? glob.source().substring(1) : glob.source();
    if (path && (text.startsWith("./") || text.startsWith("/"))) {
      findings.warning(
          pattern.position(),
          "filter-path",
          "The pattern '"
              + glob.source()
              + "' never matches: paths begin at the root of the"
              + " repository, without a slash",
          "leave out the beginning '" + text.substring(0, text.indexOf('/') + 1) + "'");
    }
    if (!path && text.startsWith("refs/")) {
      findings.warning(
          pattern.position(),
          "filter-ref",
          "The pattern '"
              + glob.source()
              + "' never matches: branches and tags are named without"
              + " refs/heads/ and refs/tags/",
          "write the name alone, such as 'main' or 'v*'");
    }
  }
}
