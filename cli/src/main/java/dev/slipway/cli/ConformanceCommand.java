package dev.slipway.cli;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.JsonText;
import dev.slipway.workflow.ConformanceResult;
import dev.slipway.workflow.ExpressionConformance;
import dev.slipway.workflow.ExpressionException;
import dev.slipway.workflow.WorkflowConformance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code slipway conformance DIR}: GitHub's own cases, each failure, and the score. */
final class ConformanceCommand implements Command {
  private static final OptionGroup OUTPUT =
      OptionGroup.of(
          "What is printed", OptionGroup.flag("one JSON object instead of text", "--json"));

  @Override
  public Syntax syntax() {
    return new Syntax(
        CommandName.CONFORMANCE,
        "DIR",
        1,
        "DIR holds the folders expressions/ (JSON) and workflow-parser/ (YAML) as"
            + " actions/languageservices publishes them, or is one of the two. Prints each failure"
            + " and, as the last line, N/M. Exit code 1 when a case fails.",
        List.of(OUTPUT),
        List.of(
            new Syntax.Example("slipway conformance testdata", "both kinds of cases"),
            new Syntax.Example("slipway conformance testdata/expressions", "expressions only")));
  }

  @Override
  public int run(Arguments arguments, Session session) {
    if (arguments.operands().isEmpty()) {
      throw new SlipwayException(
          ErrorCode.USAGE, "'conformance' wants DIR after it\n  see: slipway conformance --help");
    }
    String typed = arguments.operands().getFirst();
    Path folder = session.resolve(typed);
    if (!Files.isDirectory(folder)) {
      throw new SlipwayException(ErrorCode.NOT_FOUND, typed + ": there is no such directory");
    }
    List<ConformanceResult> results = new ArrayList<>();
    for (Path place :
        List.of(folder, folder.resolve("expressions"), folder.resolve("workflow-parser"))) {
      files(place, ".json").forEach(file -> results.addAll(expressions(file)));
      files(place, ".yml").forEach(file -> results.add(workflow(file)));
    }
    if (results.isEmpty()) {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND,
          typed + ": holds no cases (*.json for expressions, *.yml for workflows)");
    }
    long passed = results.stream().filter(ConformanceResult::passed).count();
    if (arguments.has("--json")) {
      session.terminal().print(json(results, passed));
    } else {
      session.terminal().print(text(session.terminal(), results, passed));
    }
    return passed == results.size() ? 0 : 1;
  }

  private static String text(Terminal terminal, List<ConformanceResult> results, long passed) {
    StringBuilder text = new StringBuilder();
    for (ConformanceResult result : results) {
      if (!result.passed()) {
        text.append(terminal.paint(Style.RED, terminal.sign(Glyph.FAILURE) + " " + result.name()))
            .append("\n    ")
            .append(result.failure().replace("\n", "\n    "))
            .append('\n');
      }
    }
    return text.append(passed).append('/').append(results.size()).append('\n').toString();
  }

  private static String json(List<ConformanceResult> results, long passed) {
    return JsonText.line(
        json -> {
          json.writeNumberProperty("passed", passed);
          json.writeNumberProperty("cases", results.size());
          json.writeArrayPropertyStart("failures");
          for (ConformanceResult result : results) {
            if (!result.passed()) {
              json.writeStartObject();
              json.writeStringProperty("case", result.name());
              json.writeStringProperty("failure", result.failure());
              json.writeEndObject();
            }
          }
          json.writeEndArray();
        });
  }

  private static List<ConformanceResult> expressions(Path file) {
    String name = file.getFileName().toString();
    try {
      return ExpressionConformance.run(name, read(file));
    } catch (ExpressionException noJson) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT, file + ": is not JSON: " + noJson.getMessage(), noJson);
    }
  }

  private static ConformanceResult workflow(Path file) {
    return WorkflowConformance.run(file.getFileName().toString(), read(file));
  }

  private static List<Path> files(Path folder, String ending) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException unreadable) {
      throw new SlipwayException(ErrorCode.MACHINE, folder + ": cannot be read", unreadable);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT, file + ": cannot be read as UTF-8 text", unreadable);
    }
  }
}
