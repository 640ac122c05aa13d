package dev.slipway.cli;

import dev.slipway.deliver.build.BuiltComponent;
import dev.slipway.deliver.build.Evidence;
import dev.slipway.deliver.build.Release;
import dev.slipway.deliver.build.ReleaseStore;
import dev.slipway.store.JsonText;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** {@code slipway releases [ID]}: what there is to deploy, or all about one release. */
final class ReleasesCommand implements Command {
  private static final int USUAL = 20;

  @Override
  public Syntax syntax() {
    return new Syntax(
        CommandName.RELEASES,
        "[ID]",
        1,
        "Lists the releases of the project, the newest first; with the ID of one (its first four"
            + " digits or more) says what is in it and what tests showed about it.",
        List.of(
            OptionGroup.of(
                "What is printed",
                OptionGroup.value("N", "how many at most (default: 20)", "-n", "--limit"),
                OptionGroup.flag("one JSON object instead of text", "--json"))),
        List.of(
            new Syntax.Example("slipway releases", "the newest twenty"),
            new Syntax.Example("slipway releases 3f9a", "what is in one"),
            new Syntax.Example("slipway diff 3f9a", "what the newest one changes against it")));
  }

  @Override
  public int run(Arguments arguments, Session session) {
    ReleaseStore store = ReleaseBuilding.store(session);
    boolean json = arguments.has("--json");
    if (!arguments.operands().isEmpty()) {
      Release release = store.named(arguments.operands().getFirst());
      session
          .terminal()
          .print(json ? json(List.of(release), store) : one(release, store, session.terminal()));
      return 0;
    }
    int limit = arguments.number("--limit", 1).orElse(USUAL);
    List<Release> releases = store.list().stream().limit(limit).toList();
    if (json) {
      session.terminal().print(json(releases, store));
    } else {
      session.terminal().print(list(releases, store, session));
    }
    return 0;
  }

  private static String list(List<Release> releases, ReleaseStore store, Session session) {
    if (releases.isEmpty()) {
      return "No release yet; 'slipway build' makes one.\n";
    }
    Terminal terminal = session.terminal();
    Table table = new Table("llrrll");
    for (Release release : releases) {
      Duration age = Duration.between(release.built(), session.clock().instant());
      table.row(
          terminal.paint(Style.BOLD, release.id().label()),
          release.source().label(),
          Durations.ticking(age) + " ago",
          Bytes.text(release.bytes()),
          tests(store.evidence(release.id()), terminal),
          release.source().subject());
    }
    return lines(table, terminal, "");
  }

  private static String one(Release release, ReleaseStore store, Terminal terminal) {
    StringBuilder text = new StringBuilder();
    text.append(terminal.paint(Style.BOLD, "release " + release.id().hex())).append('\n');
    text.append("commit ").append(release.source().commit().orElse("none"));
    text.append(release.source().branch().map(branch -> " (" + branch + ")").orElse(""));
    text.append(release.source().modified() ? ", with changes that are not committed\n" : "\n");
    text.append("built ").append(release.built()).append("\n\n");
    if (!release.source().subject().isEmpty()) {
      text.append("    ").append(release.source().subject()).append("\n\n");
    }
    Table table = new Table("lllrr");
    for (BuiltComponent component : release.components()) {
      table.row(
          component.name(),
          component.form().name().toLowerCase(Locale.ROOT),
          component.toolchain(),
          Counted.of(component.files(), "file"),
          Bytes.text(component.bytes()));
    }
    text.append(lines(table, terminal, "  "));
    for (Evidence evidence : store.evidence(release.id())) {
      text.append("\n  ").append(evidence.source()).append(": ");
      text.append(evidence.passed()).append(" passed, ").append(evidence.failed());
      text.append(" failed, ").append(evidence.skipped()).append(" skipped, ");
      text.append(evidence.quarantined()).append(" quarantined");
      evidence
          .coverage()
          .ifPresent(ratio -> text.append(", coverage ").append(TestSummary.percent(ratio)));
      text.append('\n');
    }
    if (!release.configKeys().isEmpty()) {
      text.append("\n  reads ").append(String.join(", ", release.configKeys())).append('\n');
    }
    return text.toString();
  }

  private static String tests(List<Evidence> all, Terminal terminal) {
    if (all.isEmpty()) {
      return terminal.paint(Style.DIM, "no tests");
    }
    long failed = all.stream().mapToLong(Evidence::failed).sum();
    long passed = all.stream().mapToLong(Evidence::passed).sum();
    if (failed > 0) {
      return terminal.paint(Style.RED, failed + " of " + (passed + failed) + " failed");
    }
    return terminal.paint(Style.GREEN, passed + " passed");
  }

  private static String lines(Table table, Terminal terminal, String indent) {
    StringBuilder text = new StringBuilder();
    table
        .lines(terminal.width(), indent, terminal.sign(Glyph.ELLIPSIS))
        .forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  private static String json(List<Release> releases, ReleaseStore store) {
    return JsonText.line(
        json -> {
          json.writeArrayPropertyStart("releases");
          releases.forEach(release -> write(release, store.evidence(release.id()), json));
          json.writeEndArray();
        });
  }

  private static void write(Release release, List<Evidence> evidence, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("release", release.id().hex());
    json.writeStringProperty("built", release.built().toString());
    json.writeStringProperty("commit", release.source().commit().orElse(""));
    json.writeStringProperty("branch", release.source().branch().orElse(""));
    json.writeStringProperty("subject", release.source().subject());
    json.writeBooleanProperty("modified", release.source().modified());
    json.writeArrayPropertyStart("components");
    for (BuiltComponent component : release.components()) {
      json.writeStartObject();
      json.writeStringProperty("name", component.name());
      json.writeStringProperty("digest", component.digest().toString());
      json.writeStringProperty("toolchain", component.toolchain());
      json.writeNumberProperty("files", component.files());
      json.writeNumberProperty("bytes", component.bytes());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("reads");
    release.configKeys().forEach(json::writeString);
    json.writeEndArray();
    json.writeArrayPropertyStart("evidence");
    for (Evidence each : evidence) {
      json.writeStartObject();
      json.writeStringProperty("source", each.source());
      json.writeNumberProperty("passed", each.passed());
      json.writeNumberProperty("failed", each.failed());
      json.writeNumberProperty("skipped", each.skipped());
      json.writeNumberProperty("quarantined", each.quarantined());
      each.coverage().ifPresent(ratio -> json.writeNumberProperty("coverage", ratio));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
