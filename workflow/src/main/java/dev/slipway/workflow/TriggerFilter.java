package dev.slipway.workflow;

import dev.slipway.document.Position;
import dev.slipway.workflow.Trigger.Filter;
import dev.slipway.workflow.Trigger.FilterKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Decides whether one event of {@code on:} lets a workflow run for an event, and says why. */
final class TriggerFilter {
  /** GitHub looks at this many files of a diff. */
  private static final int MOST_PATHS = 300;

  private static final List<String> PULL_REQUEST_TYPES =
      List.of("opened", "synchronize", "reopened");
  private static final List<String> SKIP_WORDS =
      List.of("[skip ci]", "[ci skip]", "[no ci]", "[skip actions]", "[actions skip]");

  private final Trigger trigger;
  private final TriggerEvent event;

  TriggerFilter(Trigger trigger, TriggerEvent event) {
    this.trigger = trigger;
    this.event = event;
  }

  Decision decide() {
    List<String> reasons = new ArrayList<>();
    for (Decision decision : List.of(types(), source(), refs(), paths(), skipWords())) {
      if (decision.isSkip()) {
        return decision;
      }
      if (!decision.reason().isEmpty()) {
        reasons.add(decision.reason());
      }
    }
    if (reasons.isEmpty()) {
      return Decision.runs("on " + event.name());
    }
    return Decision.runs(String.join(", ", reasons));
  }

  private Decision types() {
    if (event.activity().isEmpty()) {
      return Decision.runs();
    }
    String activity = event.activity().get();
    Optional<Filter> filter = trigger.filter(FilterKind.TYPES);
    if (filter.isPresent()) {
      if (filter.get().patterns().contains(activity)) {
        return Decision.runs("activity '" + activity + "'");
      }
      return Decision.skips(
          "activity '" + activity + "' is not among types: " + filter.get().patterns(),
          filter.get().position());
    }
    boolean narrowed =
        event.name().equals("pull_request") || event.name().equals("pull_request_target");
    if (narrowed && !PULL_REQUEST_TYPES.contains(activity)) {
      return Decision.skips(
          "activity '" + activity + "' is not among the default types: " + PULL_REQUEST_TYPES,
          trigger.position());
    }
    return Decision.runs();
  }

  /** What the event itself must say: the workflow that ran, the cron expression that is due. */
  private Decision source() {
    return switch (event.name()) {
      case "workflow_run" -> workflows();
      case "schedule" -> schedule();
      case "push" -> pushed();
      default -> Decision.runs();
    };
  }

  private Decision workflows() {
    Optional<Filter> filter = trigger.filter(FilterKind.WORKFLOWS);
    String name = event.payload().path("workflow_run", "name").text();
    if (filter.isEmpty()
        || filter.get().patterns().contains(name)
        || Patterns.of(filter.get().patterns()).includes(name)) {
      return Decision.runs();
    }
    return Decision.skips(
        "workflow '" + name + "' is not among workflows: " + filter.get().patterns(),
        filter.get().position());
  }

  private Decision schedule() {
    String due = event.payload().get("schedule").text();
    if (due.isEmpty() || trigger.schedules().stream().anyMatch(item -> item.cron().equals(due))) {
      return Decision.runs();
    }
    return Decision.skips("no schedule has the cron '" + due + "'", trigger.position());
  }

  private Decision pushed() {
    if (event.payload().get("deleted").truthy()) {
      return Decision.skips("the ref '" + event.ref() + "' was deleted", trigger.position());
    }
    return Decision.runs();
  }

  private Decision refs() {
    if (event.name().equals("push")) {
      return pushedRef();
    }
    Optional<String> branch = event.baseRef();
    if (event.name().equals("workflow_run")) {
      branch = Optional.of(event.payload().path("workflow_run", "head_branch").text());
    }
    if (branch.isEmpty()) {
      return Decision.runs();
    }
    return ref("branch", branch.get(), FilterKind.BRANCHES, FilterKind.BRANCHES_IGNORE);
  }

  /** A push of a tag passes no filter of branches, and the reverse, unless it has its own. */
  private Decision pushedRef() {
    Optional<Filter> branches = either(FilterKind.BRANCHES, FilterKind.BRANCHES_IGNORE);
    Optional<Filter> tags = either(FilterKind.TAGS, FilterKind.TAGS_IGNORE);
    Optional<String> tag = event.tag();
    if (tag.isPresent()) {
      if (tags.isEmpty() && branches.isPresent()) {
        return otherRef("tag", tag.get(), branches.get());
      }
      return ref("tag", tag.get(), FilterKind.TAGS, FilterKind.TAGS_IGNORE);
    }
    String branch = event.branch().orElse(event.ref());
    if (branches.isEmpty() && tags.isPresent()) {
      return otherRef("branch", branch, tags.get());
    }
    return ref("branch", branch, FilterKind.BRANCHES, FilterKind.BRANCHES_IGNORE);
  }

  private Optional<Filter> either(FilterKind first, FilterKind second) {
    return trigger.filter(first).or(() -> trigger.filter(second));
  }

  private static Decision otherRef(String kind, String name, Filter filter) {
    return Decision.skips(
        kind + " '" + name + "' was pushed, but on.push only has " + filter.kind().key(),
        filter.position());
  }

  private Decision ref(String kind, String name, FilterKind wanted, FilterKind ignored) {
    Optional<Filter> include = trigger.filter(wanted);
    if (include.isPresent()) {
      return included(kind, name, include.get());
    }
    Optional<Filter> ignore = trigger.filter(ignored);
    if (ignore.isPresent()) {
      return notIgnored(kind, name, ignore.get());
    }
    return Decision.runs();
  }

  private static Decision included(String kind, String name, Filter filter) {
    Patterns patterns = Patterns.of(filter.patterns());
    Optional<Glob> deciding = patterns.deciding(name);
    String list = filter.kind().key() + ": " + patterns.text();
    String subject = kind + " '" + name + "'";
    if (deciding.isEmpty()) {
      return Decision.skips(subject + " matches no pattern of " + list, filter.position());
    }
    if (deciding.get().isNegative()) {
      return Decision.skips(
          subject + " is taken away by '" + deciding.get() + "' of " + list, filter.position());
    }
    return Decision.runs(subject + " matches '" + deciding.get() + "' of " + filter.kind().key());
  }

  private static Decision notIgnored(String kind, String name, Filter filter) {
    Patterns patterns = Patterns.of(filter.patterns());
    Optional<Glob> deciding = patterns.deciding(name).filter(glob -> !glob.isNegative());
    if (deciding.isEmpty()) {
      return Decision.runs(kind + " '" + name + "' matches nothing of " + filter.kind().key());
    }
    return Decision.skips(
        kind
            + " '"
            + name
            + "' is ignored by '"
            + deciding.get()
            + "' of "
            + filter.kind().key()
            + ": "
            + patterns.text(),
        filter.position());
  }

  private Decision paths() {
    Optional<Filter> filter = either(FilterKind.PATHS, FilterKind.PATHS_IGNORE);
    if (filter.isEmpty()) {
      return Decision.runs();
    }
    if (event.name().equals("push") && event.tag().isPresent()) {
      return Decision.runs("paths are not looked at when a tag is pushed");
    }
    if (event.changedPaths().isEmpty()) {
      return Decision.runs("no diff to hold against " + filter.get().kind().key());
    }
    List<String> changed = event.changedPaths().get();
    List<String> seen = changed.subList(0, Math.min(changed.size(), MOST_PATHS));
    return changed(filter.get(), seen, changed.size());
  }

  private static Decision changed(Filter filter, List<String> seen, int total) {
    Patterns patterns = Patterns.of(filter.patterns());
    boolean ignores = filter.kind() == FilterKind.PATHS_IGNORE;
    for (String path : seen) {
      if (patterns.includes(path) != ignores) {
        return Decision.runs(
            "path '" + path + "' " + (ignores ? "is not in " : "matches ") + filter.kind().key());
      }
    }
    String limit = total > MOST_PATHS ? " (the first " + MOST_PATHS + " of " + total + ")" : "";
    String what = ignores ? "every changed path is in " : "no changed path matches a pattern of ";
    return Decision.skips(
        what + filter.kind().key() + ": " + patterns.text() + limit, filter.position());
  }

  /** GitHub leaves out pushes and pull requests whose head commit asks for it. */
  private Decision skipWords() {
    if (!event.name().equals("push") && !event.name().equals("pull_request")) {
      return Decision.runs();
    }
    String message = event.payload().path("head_commit", "message").text();
    String lower = message.toLowerCase(Locale.ROOT);
    for (String word : SKIP_WORDS) {
      if (lower.contains(word)) {
        return Decision.skips("the message of the head commit says " + word);
      }
    }
    boolean trailer =
        message.lines().anyMatch(line -> line.strip().equalsIgnoreCase("skip-checks: true"));
    if (trailer) {
      return Decision.skips("the message of the head commit says skip-checks: true");
    }
    return Decision.runs();
  }

  /** Whether a workflow with these triggers runs for the event. */
  static Decision decide(Triggers on, TriggerEvent event, Position whole) {
    Optional<Trigger> trigger = on.find(event.name());
    if (trigger.isPresent()) {
      return new TriggerFilter(trigger.get(), event).decide();
    }
    List<String> names = on.events().stream().map(Trigger::event).toList();
    Position position = on.events().stream().findFirst().map(Trigger::position).orElse(whole);
    if (names.equals(List.of("workflow_call"))) {
      return Decision.skips("it runs only when another workflow calls it", position);
    }
    return Decision.skips("its events are " + names + ", not '" + event.name() + "'", position);
  }
}
