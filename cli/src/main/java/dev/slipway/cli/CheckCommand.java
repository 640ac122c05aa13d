package dev.slipway.cli;

import dev.slipway.document.Problem;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.JsonText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** {@code slipway check}: every mistake in the files Slipway reads, all at once. */
final class CheckCommand implements Command {
  private static final OptionGroup OUTPUT =
      OptionGroup.of(
          "What is printed", OptionGroup.flag("one JSON object instead of text", "--json"));
  private static final int MOST_FILES = 1000;

  @Override
  public Syntax syntax() {
    return new Syntax(
        CommandName.CHECK,
        "[FILE...]",
        MOST_FILES,
        "Reads all workflows, local actions, slipway.yaml and migrations of the repository, or the"
            + " files named, and reports all problems as file:line:column with an excerpt and a"
            + " hint. Exit code 2 when there is an error; warnings alone are fine.",
        List.of(OUTPUT),
        List.of(
            new Syntax.Example("slipway check", "everything"),
            new Syntax.Example("slipway check .github/workflows/ci.yml", "one file"),
            new Syntax.Example("slipway check --json", "for an editor or another program")));
  }

  @Override
  public int run(Arguments arguments, Session session) {
    FileCheck check = new FileCheck(session);
    List<CheckedFile> files = checked(arguments, session, check);
    if (arguments.has("--json")) {
      session.terminal().print(json(files));
    } else {
      session.terminal().print(text(session.terminal(), files));
    }
    return files.stream().anyMatch(file -> file.errors() > 0) ? 2 : 0;
  }

  private static List<CheckedFile> checked(Arguments arguments, Session session, FileCheck check) {
    if (arguments.operands().isEmpty()) {
      List<CheckedFile> all = check.all();
      if (all.isEmpty()) {
        throw new SlipwayException(
            ErrorCode.NOT_FOUND,
            "nothing to check: no .github/workflows/*.yml and no slipway.yaml in "
                + session.directory());
      }
      return all;
    }
    List<CheckedFile> files = new ArrayList<>();
    for (String typed : arguments.operands()) {
      Path file = session.resolve(typed);
      if (!Files.isRegularFile(file)) {
        throw new SlipwayException(ErrorCode.NOT_FOUND, typed + ": there is no such file");
      }
      files.add(check.check(file));
    }
    return files;
  }

  private static String text(Terminal terminal, List<CheckedFile> files) {
    StringBuilder text = new StringBuilder();
    for (CheckedFile file : files) {
      for (Problem problem : file.problems()) {
        text.append(ProblemText.of(terminal, problem, file.text())).append('\n');
      }
    }
    return text.append(tally(terminal, files)).append('\n').toString();
  }

  private static String tally(Terminal terminal, List<CheckedFile> files) {
    List<String> counts = new ArrayList<>();
    for (CheckedFile.Kind kind : CheckedFile.Kind.values()) {
      long count = files.stream().filter(file -> file.kind() == kind).count();
      if (count > 0 && kind == CheckedFile.Kind.CONFIGURATION) {
        counts.add(kind.word());
      } else if (count > 0) {
        counts.add(Counted.of(count, kind.word()));
      }
    }
    long errors = files.stream().mapToLong(CheckedFile::errors).sum();
    long warnings = files.stream().mapToLong(CheckedFile::warnings).sum();
    String what = String.join(", ", counts);
    if (errors > 0) {
      String found = Counted.of(errors, "error") + warningsToo(warnings);
      return terminal.paint(Style.RED, terminal.sign(Glyph.FAILURE) + " " + found)
          + terminal.paint(Style.DIM, " in " + what);
    }
    return terminal.paint(Style.GREEN, terminal.sign(Glyph.SUCCESS) + " no errors")
        + warningsToo(warnings)
        + terminal.paint(Style.DIM, " in " + what);
  }

  private static String warningsToo(long warnings) {
    if (warnings == 0) {
      return "";
    }
    return ", " + Counted.of(warnings, "warning");
  }

  private static String json(List<CheckedFile> files) {
    return JsonText.line(
        json -> {
          json.writeArrayPropertyStart("files");
          for (CheckedFile file : files) {
            json.writeStartObject();
            json.writeStringProperty("file", file.name());
            json.writeStringProperty("kind", file.kind().word());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeArrayPropertyStart("problems");
          files.forEach(file -> file.problems().forEach(problem -> write(problem, json)));
          json.writeEndArray();
        });
  }

  private static void write(Problem problem, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("file", problem.position().file());
    json.writeNumberProperty("line", problem.position().line());
    json.writeNumberProperty("column", problem.position().column());
    json.writeStringProperty("severity", problem.isError() ? "error" : "warning");
    json.writeStringProperty("code", problem.code());
    json.writeStringProperty("message", problem.message());
    problem.hint().ifPresent(hint -> json.writeStringProperty("hint", hint));
    json.writeEndObject();
  }
}
