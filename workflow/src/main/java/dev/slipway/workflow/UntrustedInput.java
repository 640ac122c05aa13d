package dev.slipway.workflow;

import dev.slipway.document.Position;
import java.util.List;
import java.util.Locale;

/**
 * Warns of scripts into which <code>${{ }}</code> puts text that an outsider chooses, so that the
 * text runs as code. (GitHub: security hardening, script injections.)
 */
final class UntrustedInput {
  private static final String CODE = "untrusted-input";

  /** What the source of every expression has one of that can be tainted at all. */
  private static final List<String> SUSPECT = List.of("event", "head_ref", "json", "*", "[");

  private final Findings findings;

  UntrustedInput(Findings findings) {
    this.findings = findings;
  }

  void check(Step step) {
    if (step instanceof RunStep run) {
      check(run.script(), "\"$", "\"");
    } else if (step instanceof UsesStep uses && isGitHubScript(uses.action())) {
      uses.with().find("script").ifPresent(script -> check(script, "process.env.", ""));
    }
  }

  private static boolean isGitHubScript(ActionRef action) {
    return action instanceof ActionRef.Repository repository
        && repository.fullName().equalsIgnoreCase("actions/github-script");
  }

  /**
   * Checks a script.
   *
   * @param before what stands before the name of a variable in its language
   * @param after what stands behind it
   */
  private void check(Template script, String before, String after) {
    if (!(script instanceof Template.Computed computed) || !isSuspect(computed.expression())) {
      return;
    }
    Expression expression = computed.expression();
    if (!isMixed(computed)) {
      warn(Taint.of(expression), start(computed, 0), before, after);
      return;
    }
    List<Term> parts = expression.root().children();
    for (int part = 1; part < parts.size(); part++) {
      warn(Taint.of(parts.get(part)), start(computed, part - 1), before, after);
    }
  }

  /** Telling the kinds of terms apart costs milliseconds the first time; most need none of it. */
  private static boolean isSuspect(Expression expression) {
    String source = expression.source().toLowerCase(Locale.ROOT);
    return source.contains("github") && SUSPECT.stream().anyMatch(source::contains);
  }

  /** Whether expressions stand amid text, which makes them the arguments of one format(). */
  private boolean isMixed(Template.Computed script) {
    Expression expression = script.expression();
    if (!(expression.root() instanceof Term.Call call) || call.function() != Function.FORMAT) {
      return false;
    }
    SourceTexts texts = findings.sources();
    Position written = texts.inBraces(script.position(), 0, expression.source(), 0);
    return !written.equals(start(script, 0));
  }

  private Position start(Template.Computed script, int ordinal) {
    return findings.sources().inBraces(script.position(), ordinal, "", 0);
  }

  private void warn(List<String> paths, Position position, String before, String after) {
    for (String path : paths) {
      findings.warning(
          position,
          CODE,
          "Anyone can fill '" + path + "', and here it becomes part of the script",
          "pass it through env: and write " + before + variable(path) + after + " here");
    }
  }

  /** A name for the variable: the last word of the path. */
  private static String variable(String path) {
    String[] words = path.split("[^a-z0-9_]+", -1);
    String last = words[words.length - 1];
    return last.isEmpty() ? "TEXT" : last.toUpperCase(Locale.ROOT);
  }
}
