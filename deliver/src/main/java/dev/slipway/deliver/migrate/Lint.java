package dev.slipway.deliver.migrate;

import dev.slipway.document.Problem;
import dev.slipway.document.Suggestions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at all migrations of a folder in order, so that each is judged by what those before it have
 * made.
 */
final class Lint {
  private final SchemaMemory memory = new SchemaMemory();

  private Lint() {}

  /**
   * What is left of one file's findings.
   *
   * @param problems what is wrong with the waivers
   */
  record Result(List<Finding> findings, List<Problem> problems) {
    static final Result NONE = new Result(List.of(), List.of());

    Result {
      findings = List.copyOf(findings);
      problems = List.copyOf(problems);
    }
  }

  /** The findings of all files that their authors have not accepted. */
  static Map<Version, Result> of(List<MigrationFile> files) {
    Lint lint = new Lint();
    // Some rules are satisfied by a later file, such as the index of a foreign key.
    SchemaMemory all = new SchemaMemory();
    for (MigrationFile file : files) {
      changes(file).forEach(all::remember);
    }
    Map<Version, Result> results = new LinkedHashMap<>();
    for (MigrationFile file : files) {
      List<Change> changes = changes(file);
      all.returnTo(changes);
      results.put(file.migration().version(), lint.check(file, changes, all));
    }
    return results;
  }

  private static List<Change> changes(MigrationFile file) {
    return file.script().statements().stream().map(ChangeReader::read).toList();
  }

  private Result check(MigrationFile file, List<Change> changes, SchemaMemory all) {
    memory.beginFile();
    Report report = new Report(file);
    for (int index = 0; index < changes.size(); index++) {
      Change change = changes.get(index);
      report.at(index);
      if (change instanceof Change.AlterTable altered) {
        new AlterRules(memory, report).check(altered);
      }
      new StatementRules(memory, report).check(change);
      new ColumnRules(report).check(change);
      unprotected(change, all, report);
      memory.remember(change);
    }
    new ScriptRules(file, changes, all, report).check();
    return accepted(file, report.findings());
  }

  private static void unprotected(Change change, SchemaMemory all, Report report) {
    if (change instanceof Change.CreateTable table
        && !table.temporary()
        && all.usesRowSecurity()
        && !all.hasRowSecurity(table.table())) {
      report.add(Rule.TABLE_WITHOUT_ROW_SECURITY, table.table());
    }
  }

  private static Result accepted(MigrationFile file, List<Finding> findings) {
    List<Finding> left = new ArrayList<>(findings);
    if (file.phaseDeclared() && file.migration().phase() == Phase.CONTRACT) {
      left.removeIf(finding -> finding.rule().kind() == Rule.Kind.BREAK);
    }
    List<Problem> problems = new ArrayList<>();
    for (Directives.Waiver waiver : file.directives().waivers()) {
      Optional<Rule> rule = Rule.named(waiver.rule());
      if (rule.isEmpty()) {
        problems.add(unknown(waiver));
        continue;
      }
      boolean used =
          left.removeIf(
              finding ->
                  finding.rule() == rule.get()
                      && (waiver.statement().isEmpty()
                          || finding.statement().equals(waiver.statement())));
      if (!used) {
        problems.add(
            Problem.warning(
                    waiver.position(),
                    "unused-waiver",
                    "Nothing here runs against " + waiver.rule())
                .withHint("remove the comment, or move it to the statement it is meant for"));
      }
    }
    return new Result(left, problems);
  }

  private static Problem unknown(Directives.Waiver waiver) {
    List<String> codes = Arrays.stream(Rule.values()).map(Rule::code).toList();
    return Problem.error(
            waiver.position(), "unknown-rule", "There is no rule '" + waiver.rule() + "'")
        .withHint(
            Suggestions.closest(waiver.rule(), codes)
                .map(near -> "did you mean '" + near + "'?")
                .orElse("docs/migrations.md lists them"));
  }
}
