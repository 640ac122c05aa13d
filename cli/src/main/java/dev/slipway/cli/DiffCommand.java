package dev.slipway.cli;

import dev.slipway.deliver.build.Release;
import dev.slipway.deliver.build.ReleaseDiff;
import dev.slipway.deliver.build.ReleaseDiff.Change;
import dev.slipway.deliver.build.ReleaseDiff.ComponentDiff;
import dev.slipway.deliver.build.ReleaseDiff.PackageDiff;
import dev.slipway.deliver.build.ReleaseStore;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.machine.Commit;
import dev.slipway.machine.Git;
import dev.slipway.store.JsonText;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** {@code slipway diff [FROM [TO]]}: what one release changes against another. */
final class DiffCommand implements Command {
  private static final int MOST_COMMITS = 50;
  private static final int MOST_FILES = 40;

  @Override
  public Syntax syntax() {
    return new Syntax(
        CommandName.DIFF,
        "[FROM [TO]]",
        2,
        "Says what release TO (default: the newest) changes against FROM (default: the one before"
            + " it): commits, files, packages, settings that are read. Releases are named by the"
            + " first four digits of their ID or more. Exit code 1 when they differ, with"
            + " --exit-code.",
        List.of(
            OptionGroup.of(
                "What is printed",
                OptionGroup.flag("one JSON object instead of text", "--json"),
                OptionGroup.flag("end with 1 when there is a difference", "--exit-code"))),
        List.of(
            new Syntax.Example("slipway diff", "the newest release against the one before it"),
            new Syntax.Example("slipway diff 3f9a 81c0", "one against another")));
  }

  @Override
  public int run(Arguments arguments, Session session) {
    ReleaseStore store = ReleaseBuilding.store(session);
    List<String> words = arguments.operands();
    Release to = words.size() > 1 ? store.named(words.get(1)) : newest(store);
    Release from = words.isEmpty() ? before(to, store) : store.named(words.getFirst());
    ReleaseDiff diff = store.diff(from, to);
    List<Commit> added = commits(session, from, to);
    List<Commit> dropped = commits(session, to, from);
    if (arguments.has("--json")) {
      session.terminal().print(json(diff, added, dropped));
    } else {
      session.terminal().print(text(diff, added, dropped, session.terminal()));
    }
    boolean differ = !from.id().equals(to.id());
    return differ && arguments.has("--exit-code") ? 1 : 0;
  }

  private static Release newest(ReleaseStore store) {
    return store.list().stream()
        .findFirst()
        .orElseThrow(
            () ->
                new SlipwayException(
                    ErrorCode.NOT_FOUND, "There is no release yet; 'slipway build' makes one"));
  }

  private static Release before(Release release, ReleaseStore store) {
    List<Release> all = store.list();
    int at = all.indexOf(release);
    if (at + 1 >= all.size()) {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND,
          "There is no release before " + release.id().label() + " to compare it with");
    }
    return all.get(at + 1);
  }

  /** The commits that {@code to} has and {@code from} has not, where git is there to say so. */
  private static List<Commit> commits(Session session, Release from, Release to) {
    Optional<Git> git = Git.find(session.directory());
    if (git.isEmpty() || from.source().commit().isEmpty() || to.source().commit().isEmpty()) {
      return List.of();
    }
    return git.get()
        .commits(from.source().commit().get(), to.source().commit().get(), MOST_COMMITS);
  }

  private static String text(
      ReleaseDiff diff, List<Commit> added, List<Commit> dropped, Terminal terminal) {
    StringBuilder text = new StringBuilder();
    text.append(terminal.paint(Style.BOLD, name(diff.from()) + " to " + name(diff.to())));
    text.append('\n');
    commits(text, "brings", added, terminal);
    commits(text, "takes back", dropped, terminal);
    for (ComponentDiff component : diff.components()) {
      component(text, component, terminal);
    }
    settings(text, "reads for the first time", diff.addedKeys());
    settings(text, "no longer reads", diff.removedKeys());
    if (diff.isEmpty()) {
      text.append("\nNothing is built differently.\n");
    }
    return text.toString();
  }

  private static String name(Release release) {
    return release.id().label() + " (" + release.source().label() + ")";
  }

  private static void commits(
      StringBuilder text, String verb, List<Commit> commits, Terminal terminal) {
    if (commits.isEmpty()) {
      return;
    }
    String more = commits.size() == MOST_COMMITS ? " or more" : "";
    text.append("\n").append(verb).append(' ');
    text.append(Counted.of(commits.size(), "commit")).append(more).append('\n');
    for (Commit commit : commits) {
      text.append("  ").append(terminal.paint(Style.DIM, commit.id().substring(0, 8)));
      text.append(' ').append(commit.subject());
      text.append(terminal.paint(Style.DIM, "  " + commit.author().name())).append('\n');
    }
  }

  private static void component(StringBuilder text, ComponentDiff diff, Terminal terminal) {
    text.append('\n').append(terminal.paint(Style.BOLD, diff.name()));
    if (diff.change() != Change.CHANGED) {
      text.append(diff.change() == Change.ADDED ? " is new\n" : " is gone\n");
      return;
    }
    text.append('\n');
    diff.facts().forEach(fact -> text.append("  ").append(fact).append('\n'));
    for (PackageDiff each : diff.packages()) {
      text.append("  ").append(each.name()).append(' ');
      text.append(each.from().orElse("(new)")).append(" becomes ");
      text.append(each.to().orElse("(gone)")).append('\n');
    }
    diff.files().entrySet().stream()
        .limit(MOST_FILES)
        .forEach(
            file ->
                text.append("  ")
                    .append(sign(file.getValue(), terminal))
                    .append(' ')
                    .append(file.getKey())
                    .append('\n'));
    int more = diff.files().size() - MOST_FILES;
    if (more > 0) {
      text.append("  and ").append(Counted.of(more, "more file")).append('\n');
    }
  }

  private static String sign(Change change, Terminal terminal) {
    return switch (change) {
      case ADDED -> terminal.paint(Style.GREEN, "+");
      case REMOVED -> terminal.paint(Style.RED, "-");
      case CHANGED -> terminal.paint(Style.YELLOW, "~");
    };
  }

  private static void settings(StringBuilder text, String verb, Set<String> keys) {
    if (!keys.isEmpty()) {
      text.append('\n').append(verb).append(' ').append(String.join(", ", keys)).append('\n');
    }
  }

  private static String json(ReleaseDiff diff, List<Commit> added, List<Commit> dropped) {
    return JsonText.line(
        json -> {
          json.writeStringProperty("from", diff.from().id().hex());
          json.writeStringProperty("to", diff.to().id().hex());
          write("brings", added, json);
          write("takesBack", dropped, json);
          json.writeArrayPropertyStart("components");
          diff.components().forEach(component -> write(component, json));
          json.writeEndArray();
          json.writeArrayPropertyStart("readsFirst");
          diff.addedKeys().forEach(json::writeString);
          json.writeEndArray();
          json.writeArrayPropertyStart("readsNoLonger");
          diff.removedKeys().forEach(json::writeString);
          json.writeEndArray();
        });
  }

  private static void write(String name, List<Commit> commits, JsonGenerator json) {
    json.writeArrayPropertyStart(name);
    for (Commit commit : commits) {
      json.writeStartObject();
      json.writeStringProperty("commit", commit.id());
      json.writeStringProperty("author", commit.author().name());
      json.writeStringProperty("subject", commit.subject());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(ComponentDiff diff, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("name", diff.name());
    json.writeStringProperty("change", word(diff.change()));
    json.writeObjectPropertyStart("files");
    diff.files().forEach((path, change) -> json.writeStringProperty(path, word(change)));
    json.writeEndObject();
    json.writeArrayPropertyStart("packages");
    for (PackageDiff each : diff.packages()) {
      json.writeStartObject();
      json.writeStringProperty("name", each.name());
      each.from().ifPresent(version -> json.writeStringProperty("from", version));
      each.to().ifPresent(version -> json.writeStringProperty("to", version));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("facts");
    diff.facts().forEach(json::writeString);
    json.writeEndArray();
    json.writeEndObject();
  }

  private static String word(Change change) {
    return switch (change) {
      case ADDED -> "added";
      case REMOVED -> "removed";
      case CHANGED -> "changed";
    };
  }
}
