package dev.slipway.cli;

import dev.slipway.machine.Facility;
import dev.slipway.machine.MachineFact;
import dev.slipway.machine.MachineFacts;
import dev.slipway.store.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code slipway doctor}: what this machine has, what it lacks, and how to get it. */
final class DoctorCommand implements Command {
  private static final OptionGroup OUTPUT =
      OptionGroup.of(
          "What is printed", OptionGroup.flag("one JSON object instead of a table", "--json"));

  @Override
  public Syntax syntax() {
    return new Syntax(
        CommandName.DOCTOR,
        "",
        0,
        "Tries everything Slipway uses and says what each is for. Exit code 3 when something is"
            + " missing that nothing works without.",
        List.of(OUTPUT),
        List.of(
            new Syntax.Example("slipway doctor", "a table for a person"),
            new Syntax.Example("slipway doctor --json", "the same for a program")));
  }

  @Override
  public int run(Arguments arguments, Session session) {
    List<MachineFact> facts = MachineFacts.read(session.environment());
    if (arguments.has("--json")) {
      session.terminal().print(json(facts));
    } else {
      session.terminal().print(text(session.terminal(), facts));
    }
    if (facts.stream().anyMatch(DoctorCommand::isFatal)) {
      return 3;
    }
    return 0;
  }

  static String text(Terminal terminal, List<MachineFact> facts) {
    Table table = new Table("llll");
    table.row(
        ok(terminal),
        "Slipway",
        dim(terminal, "itself"),
        version() + ", Java " + Runtime.version());
    for (MachineFact fact : facts) {
      String use = dim(terminal, fact.facility().use());
      table.row(sign(terminal, fact), fact.facility().title(), use, detail(terminal, fact));
    }
    StringBuilder text = new StringBuilder();
    String ellipsis = terminal.sign(Glyph.ELLIPSIS);
    int width = terminal.interactive() ? terminal.width() : Integer.MAX_VALUE;
    table.lines(width, "", ellipsis).forEach(line -> text.append(line).append('\n'));
    return text.append('\n').append(conclusion(terminal, facts)).append('\n').toString();
  }

  private static String detail(Terminal terminal, MachineFact fact) {
    if (fact.present()) {
      return fact.detail();
    }
    if (fact.advice().isEmpty()) {
      return dim(terminal, fact.detail());
    }
    return dim(terminal, fact.detail() + "; to get it: ") + fact.advice();
  }

  private static String sign(Terminal terminal, MachineFact fact) {
    if (fact.present()) {
      return ok(terminal);
    }
    if (isFatal(fact)) {
      return terminal.paint(Style.RED, terminal.sign(Glyph.FAILURE));
    }
    return terminal.paint(Style.YELLOW, terminal.sign(Glyph.SKIPPED));
  }

  private static String conclusion(Terminal terminal, List<MachineFact> facts) {
    List<String> fatal =
        facts.stream().filter(DoctorCommand::isFatal).map(fact -> fact.facility().title()).toList();
    if (!fatal.isEmpty()) {
      String words = "cannot work without " + String.join(", ", fatal);
      return terminal.paint(Style.RED, terminal.sign(Glyph.FAILURE) + " " + words);
    }
    long missing = facts.stream().filter(fact -> !fact.present()).count();
    String ready = terminal.paint(Style.GREEN, terminal.sign(Glyph.SUCCESS) + " ready");
    if (missing == 0) {
      return ready;
    }
    return ready + dim(terminal, "; what is missing is needed only by what its line names");
  }

  /** Nothing works without a repository to read and a shell to run steps. */
  private static boolean isFatal(MachineFact fact) {
    return !fact.present() && (fact.facility() == Facility.GIT || fact.facility() == Facility.BASH);
  }

  private static String json(List<MachineFact> facts) {
    return JsonText.line(
        json -> {
          json.writeStringProperty("version", version());
          json.writeStringProperty("java", Runtime.version().toString());
          json.writeBooleanProperty("ready", facts.stream().noneMatch(DoctorCommand::isFatal));
          json.writeArrayPropertyStart("facts");
          for (MachineFact fact : facts) {
            json.writeStartObject();
            json.writeStringProperty("name", fact.facility().title());
            json.writeBooleanProperty("present", fact.present());
            json.writeStringProperty("detail", fact.detail());
            json.writeStringProperty("use", fact.facility().use());
            json.writeStringProperty("advice", fact.advice());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static String version() {
    String line = new String(Main.version(), StandardCharsets.UTF_8).strip();
    return line.substring(line.indexOf(' ') + 1);
  }

  private static String ok(Terminal terminal) {
    return terminal.paint(Style.GREEN, terminal.sign(Glyph.SUCCESS));
  }

  private static String dim(Terminal terminal, String text) {
    return terminal.paint(Style.DIM, text);
  }
}
