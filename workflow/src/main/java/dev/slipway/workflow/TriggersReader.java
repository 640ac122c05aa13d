package dev.slipway.workflow;

import dev.slipway.document.Position;
import dev.slipway.document.Problem;
import dev.slipway.workflow.Trigger.Filter;
import dev.slipway.workflow.Trigger.FilterKind;
import dev.slipway.workflow.Trigger.Schedule;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the triggers of a workflow from its {@code on}. */
final class TriggersReader {
  private final Rules rules;
  private final Findings findings;

  TriggersReader(Rules rules, Findings findings) {
    this.rules = rules;
    this.findings = findings;
  }

  Triggers read(Template on) {
    List<Trigger> triggers = new ArrayList<>();
    if (on instanceof Template.Mapping mapping) {
      for (Template.Entry entry : Pieces.entries(mapping)) {
        triggers.add(trigger(Pieces.key(entry), entry));
      }
    } else {
      for (Template.Literal event : Pieces.literals(on)) {
        triggers.add(bare(event.value().text(), event.position()));
      }
    }
    return new Triggers(triggers);
  }

  private static Trigger bare(String event, Position position) {
    return new Trigger(event, position, List.of(), List.of(), List.of(), List.of(), List.of());
  }

  private Trigger trigger(String event, Template.Entry entry) {
    Position position = entry.key().position();
    if (event.equals("schedule")) {
      return new Trigger(
          event, position, List.of(), schedules(entry.value()), List.of(), List.of(), List.of());
    }
    if (!(entry.value() instanceof Template.Mapping mapping)) {
      return bare(event, position);
    }
    InputsReader inputs = new InputsReader(rules, findings);
    return new Trigger(
        event,
        position,
        filters(event, mapping),
        List.of(),
        inputs.inputs(Pieces.entries(mapping, "inputs")),
        inputs.secrets(Pieces.entries(mapping, "secrets")),
        inputs.outputs(Pieces.entries(mapping, "outputs")));
  }

  private List<Filter> filters(String event, Template.Mapping mapping) {
    List<Filter> filters = new ArrayList<>();
    PatternChecks patterns = new PatternChecks(findings);
    for (FilterKind kind : FilterKind.values()) {
      Optional<Template> value = mapping.find(kind.key());
      if (value.isPresent()) {
        filters.add(new Filter(kind, value.get().position(), Pieces.texts(value.get())));
        patterns.check(kind, value.get());
      }
    }
    List.of("branches", "tags", "paths").forEach(filter -> checkPair(event, mapping, filter));
    return filters;
  }

  /** GitHub refuses such a workflow when it is pushed. */
  private void checkPair(String event, Template.Mapping mapping, String filter) {
    Optional<Template> refused = mapping.find(filter + "-ignore");
    if (refused.isPresent() && mapping.find(filter).isPresent()) {
      findings.earlyError(
          refused.get().position(),
          "filter-pair",
          "The event '%s' has both '%s' and '%s-ignore'".formatted(event, filter, filter),
          "keep one of them; a pattern that begins with ! excludes within '" + filter + "'");
    }
  }

  private List<Schedule> schedules(Template template) {
    List<Schedule> schedules = new ArrayList<>();
    if (template instanceof Template.Sequence sequence) {
      for (Template item : sequence.items()) {
        Pieces.mapping(item).flatMap(this::schedule).ifPresent(schedules::add);
      }
    }
    return schedules;
  }

  private Optional<Schedule> schedule(Template.Mapping mapping) {
    Optional<Template> cron = mapping.find("cron");
    if (cron.isEmpty()) {
      return Optional.empty();
    }
    Position position = cron.get().position();
    String source = Pieces.text(cron.get()).orElse("");
    Optional<Template> timezone = mapping.find("timezone");
    if (rules.strictEvents()) {
      Cron.read(source, position).problems().forEach(this::report);
      timezone.ifPresent(this::checkTimezone);
    }
    return Optional.of(new Schedule(position, source, timezone.flatMap(Pieces::text)));
  }

  private void report(Problem problem) {
    if (problem.isError() || !rules.isGitHubs()) {
      findings.add(problem, Finding.Form.PLACED);
    }
  }

  private void checkTimezone(Template timezone) {
    String name = Pieces.text(timezone).orElse("");
    try {
      ZoneId.of(name);
    } catch (DateTimeException exception) {
      findings.error(
          timezone.position(),
          "timezone",
          "The time zone '" + name + "' is not known",
          "use a name of the IANA database, such as Europe/Berlin");
    }
  }
}
