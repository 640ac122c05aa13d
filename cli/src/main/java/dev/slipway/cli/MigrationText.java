package dev.slipway.cli;

import dev.slipway.deliver.migrate.Migration;
import dev.slipway.deliver.migrate.MigrationPlan;
import dev.slipway.deliver.migrate.MigrationProgress;
import dev.slipway.deliver.migrate.MigrationStatus;
import dev.slipway.deliver.migrate.PlannedMigration;
import dev.slipway.deliver.migrate.Rehearsal;
import dev.slipway.deliver.migrate.TableLock;
import dev.slipway.document.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a person reads of plans, rehearsals and the status of a schema. */
final class MigrationText {
  private final Terminal terminal;
  private final Path root;

  /**
   * Texts for a terminal.
   *
   * @param root where the files of the problems are
   */
  MigrationText(Terminal terminal, Path root) {
    this.terminal = terminal;
    this.root = root;
  }

  /** What is wrong, what would be done, what waits, and how far back the way is open. */
  String plan(MigrationPlan plan) {
    StringBuilder text = new StringBuilder();
    plan.findings().forEach(problem -> text.append(problem(problem)).append('\n'));
    for (String obstacle : plan.obstacles()) {
      text.append(paint(Style.RED, terminal.sign(Glyph.FAILURE) + " " + obstacle)).append('\n');
    }
    Table table = new Table("lll");
    plan.pending().forEach(planned -> row(table, planned, ""));
    plan.held().forEach(planned -> row(table, planned, "waits until the release before is gone"));
    lines(table, text);
    if (table.size() == 0) {
      text.append("  nothing to apply\n");
    }
    plan.rollbackSafeUntil()
        .ifPresent(
            migration ->
                text.append(
                        dim(
                            "  rollback-safe until "
                                + migration.title()
                                + " is applied: it takes away what the release before uses"))
                    .append('\n'));
    return text.toString();
  }

  private void row(Table table, PlannedMigration planned, String more) {
    Migration migration = planned.migration();
    List<String> notes = new ArrayList<>();
    if (!more.isEmpty()) {
      notes.add(more);
    }
    if (!migration.transactional()) {
      notes.add("statement by statement");
    }
    if (planned.statementsDone() > 0) {
      notes.add("goes on behind statement " + planned.statementsDone());
    }
    planned.locks().forEach(lock -> notes.add(lock(lock)));
    table.row(migration.title(), migration.phase().word(), dim(String.join(", ", notes)));
  }

  private static String lock(TableLock lock) {
    String size = lock.size().map(known -> " (" + known.shown() + ")").orElse("");
    return lock.level().title() + " on " + lock.table() + size;
  }

  private String problem(Problem problem) {
    return ProblemText.of(terminal, problem, source(problem.position().file()));
  }

  private String source(String file) {
    try {
      return Files.readString(root.resolve(file));
    } catch (IOException unreadable) {
      // The problem is told all the same, without the line it is in.
      return "";
    }
  }

  /** One line while a plan is applied; empty for what needs none. */
  String progress(MigrationProgress progress) {
    return switch (progress) {
      case MigrationProgress.Started _ -> "";
      case MigrationProgress.Applied applied ->
          paint(Style.GREEN, "  " + terminal.sign(Glyph.SUCCESS) + " ")
              + applied.migration().title()
              + dim(" " + Durations.exact(applied.took()))
              + "\n";
      case MigrationProgress.Noted noted ->
          dim("    " + noted.migration().title() + ": " + noted.note()) + "\n";
      case MigrationProgress.Retrying retrying ->
          paint(
                  Style.YELLOW,
                  "    "
                      + retrying.migration().title()
                      + ": "
                      + retrying.reason()
                      + "; attempt "
                      + (retrying.attempt() + 1)
                      + " of "
                      + retrying.attempts()
                      + " in "
                      + Durations.exact(retrying.pause()))
              + "\n";
    };
  }

  /** How a rehearsal went. */
  String rehearsal(Rehearsal rehearsal) {
    StringBuilder text = new StringBuilder();
    text.append("  rehearsed on ").append(rehearsal.copy().title()).append('\n');
    Table table = new Table("llrl");
    for (Rehearsal.Seen seen : rehearsal.migrations()) {
      List<String> notes = new ArrayList<>();
      seen.locks().forEach(lock -> notes.add(lock(lock)));
      seen.rewritten().forEach(name -> notes.add("rewrites " + name));
      table.row(
          paint(Style.GREEN, terminal.sign(Glyph.SUCCESS)),
          seen.migration().title(),
          Durations.exact(seen.took()),
          dim(String.join(", ", notes)));
    }
    lines(table, text);
    rehearsal.notes().forEach(note -> text.append(dim("  " + note)).append('\n'));
    return text.toString();
  }

  /** The versions, and indexes that are of no use. */
  String status(MigrationStatus status) {
    StringBuilder text = new StringBuilder();
    Table table = new Table("lllll");
    for (MigrationStatus.Line line : status.lines()) {
      String state = line.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      table.row(
          line.version().text(),
          line.name(),
          paint(style(line.state()), state),
          line.phase().map(phase -> phase.word()).orElse("?"),
          line.at()
              .map(at -> at.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC).toString())
              .orElse(""));
    }
    lines(table, text);
    for (String index : status.invalidIndexes()) {
      text.append(
          paint(
              Style.YELLOW,
              "  the index "
                  + index
                  + " is invalid: it costs every write and serves no query;"
                  + " --drop-invalid removes it\n"));
    }
    return text.toString();
  }

  private static Style style(MigrationStatus.State state) {
    return switch (state) {
      case APPLIED -> Style.GREEN;
      case PENDING, HELD -> Style.YELLOW;
      case PARTLY, WITHOUT_FILE, CHANGED -> Style.RED;
    };
  }

  private void lines(Table table, StringBuilder text) {
    table
        .lines(Integer.MAX_VALUE, "  ", terminal.sign(Glyph.ELLIPSIS))
        .forEach(line -> text.append(line).append('\n'));
  }

  private String dim(String text) {
    return paint(Style.DIM, text);
  }

  private String paint(Style style, String text) {
    return terminal.paint(style, text);
  }
}
