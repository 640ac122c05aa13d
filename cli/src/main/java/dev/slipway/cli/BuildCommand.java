package dev.slipway.cli;

import dev.slipway.deliver.ReleaseRecipe;
import dev.slipway.deliver.build.BuildOutcome;
import dev.slipway.deliver.build.BuiltComponent;
import dev.slipway.deliver.build.ComponentSpec;
import dev.slipway.deliver.build.Release;
import dev.slipway.store.JsonText;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** {@code slipway build}: the project's components made into a release. */
final class BuildCommand implements Command {
  @Override
  public Syntax syntax() {
    return new Syntax(
        CommandName.BUILD,
        "",
        0,
        "Builds the components of slipway.yaml into a release, from the tracked and unignored files"
            + " as they are now. What has not changed since it was last built is taken as it is."
            + " Equal files make equal releases, whenever and wherever they are built. Exit code 1"
            + " when a command of the project fails.",
        List.of(
            OptionGroup.of(
                "What is printed",
                OptionGroup.flag("also what the commands print", "-v", "--verbose"),
                OptionGroup.flag("one JSON object at the end instead of text", "--json"))),
        List.of(
            new Syntax.Example("slipway build", "and say what is new"),
            new Syntax.Example("slipway build -v", "with the output of pip, npm and the like"),
            new Syntax.Example("slipway releases", "what there is to deploy")));
  }

  @Override
  public int run(Arguments arguments, Session session) {
    DeliveryFile file = DeliveryFile.read(session);
    Terminal terminal = session.terminal();
    BuildView view = BuildView.silent(terminal);
    if (!arguments.has("--json")) {
      List<String> names =
          ReleaseRecipe.of(file.root(), file.delivery()).components().stream()
              .map(ComponentSpec::name)
              .toList();
      view = BuildView.shown(terminal, names, arguments.has("--verbose"));
    }
    long start = System.nanoTime();
    BuildOutcome outcome = new ReleaseBuilding(file, session).run(view);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return conclude(outcome, took, view, arguments, session);
  }

  private static int conclude(
      BuildOutcome outcome, Duration took, BuildView view, Arguments arguments, Session session) {
    Terminal terminal = session.terminal();
    return switch (outcome) {
      case BuildOutcome.Failed failed -> {
        if (arguments.has("--json")) {
          terminal.print(json(failed));
        } else {
          terminal.printError(failure(failed, terminal));
        }
        yield 1;
      }
      case BuildOutcome.Built built -> {
        if (arguments.has("--json")) {
          terminal.print(json(built, view));
        } else {
          terminal.print(text(built, took, terminal));
        }
        yield 0;
      }
    };
  }

  private static String failure(BuildOutcome.Failed failed, Terminal terminal) {
    String where = failed.component().isEmpty() ? "" : failed.component() + ": ";
    return terminal.paintError(Style.RED, terminal.sign(Glyph.FAILURE) + " build failed")
        + "\n"
        + where
        + failed.reason()
        + "\n";
  }

  private static String text(BuildOutcome.Built built, Duration took, Terminal terminal) {
    Release release = built.release();
    String news = built.reused() ? "Nothing new: release " : "Release ";
    return news
        + terminal.paint(Style.BOLD, release.id().label())
        + " of "
        + release.source().label()
        + release.source().branch().map(branch -> " (" + branch + ")").orElse("")
        + ", "
        + Bytes.text(release.bytes())
        + terminal.paint(Style.DIM, "  " + Durations.exact(took))
        + "\n";
  }

  private static String json(BuildOutcome.Failed failed) {
    return JsonText.line(
        json -> {
          json.writeStringProperty("outcome", "failed");
          json.writeStringProperty("component", failed.component());
          json.writeStringProperty("reason", failed.reason());
        });
  }

  private static String json(BuildOutcome.Built built, BuildView view) {
    Release release = built.release();
    return JsonText.line(
        json -> {
          json.writeStringProperty("outcome", "built");
          json.writeStringProperty("release", release.id().hex());
          json.writeBooleanProperty("reused", built.reused());
          json.writeStringProperty("commit", release.source().commit().orElse(""));
          json.writeBooleanProperty("modified", release.source().modified());
          json.writeArrayPropertyStart("components");
          for (BuiltComponent component : release.components()) {
            json.writeStartObject();
            json.writeStringProperty("name", component.name());
            json.writeStringProperty("form", component.form().name().toLowerCase(Locale.ROOT));
            json.writeStringProperty("digest", component.digest().toString());
            json.writeStringProperty("toolchain", component.toolchain());
            json.writeNumberProperty("files", component.files());
            json.writeNumberProperty("bytes", component.bytes());
            json.writeBooleanProperty("reused", view.wasReused(component.name()));
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }
}
