package dev.slipway.deliver;

import dev.slipway.document.Position;
import dev.slipway.document.Problem;
import dev.slipway.document.Suggestions;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether what the code of components reads, their {@code env.example} and slipway.yaml agree.
 *
 * @param root the folder of the project
 */
public record EnvTemplates(Path root, Delivery delivery) {
  /**
   * A template that is there, and what is wrong with it.
   *
   * @param file relative to the project
   */
  public record Checked(Path file, String text, List<Problem> problems) {
    /** Copies the list. */
    public Checked {
      problems = List.copyOf(problems);
    }
  }

  /**
   * How all of it fits together.
   *
   * @param settings what is wrong with slipway.yaml
   */
  public record Report(List<Checked> templates, List<Problem> settings) {
    /** Copies the lists. */
    public Report {
      templates = List.copyOf(templates);
      settings = List.copyOf(settings);
    }
  }

  /**
   * A template as it should be.
   *
   * @param file relative to the project
   * @param text all of it
   * @param added the names that were not there, in order
   */
  public record Renewed(Path file, String text, List<String> added) {
    /** Copies the list. */
    public Renewed {
      added = List.copyOf(added);
    }
  }

  /** Checks every component that has code. */
  public Report check() {
    List<Checked> checked = new ArrayList<>();
    List<Problem> settings = new ArrayList<>();
    folders()
        .forEach(
            (folder, components) -> {
              Map<String, CodeRead> reads = CodeReads.of(root.resolve(folder), root);
              template(folder, components, reads, settings).ifPresent(checked::add);
              components.forEach(component -> settings(component, reads, settings));
            });
    return new Report(checked, settings);
  }

  /** Components by their folders; two that share one share its template. */
  private Map<Path, List<Component>> folders() {
    Map<Path, List<Component>> folders = new LinkedHashMap<>();
    for (Component component : delivery.components()) {
      Optional<Path> path =
          switch (component) {
            case Component.Service service -> Optional.of(service.path());
            case Component.Worker worker -> Optional.of(worker.path());
            case Component.Site site -> Optional.of(site.path());
            case Component.Database database -> Optional.empty();
          };
      path.filter(folder -> Files.isDirectory(root.resolve(folder)))
          .ifPresent(
              folder -> folders.computeIfAbsent(folder, fresh -> new ArrayList<>()).add(component));
    }
    return folders;
  }

  private Optional<Checked> template(
      Path folder,
      List<Component> components,
      Map<String, CodeRead> reads,
      List<Problem> settings) {
    Path file = folder.resolve(EnvTemplate.FILE).normalize();
    Optional<String> text = read(file);
    Set<String> built = builtIn(components);
    if (text.isEmpty()) {
      if (!built.containsAll(reads.keySet())) {
        settings.add(absent(file, components.getFirst(), reads));
      }
      return Optional.empty();
    }
    List<Problem> problems = new ArrayList<>();
    EnvTemplate template = EnvTemplate.parse(file.toString(), text.get());
    for (CodeRead read : reads.values()) {
      if (!template.knows(read.name()) && !built.contains(read.name())) {
        problems.add(unmentioned(read, file));
      }
    }
    template
        .declared()
        .forEach(
            (name, at) -> {
              if (!template.mentioned().contains(name)) {
                unread(name, at, reads).ifPresent(problems::add);
              }
            });
    return Optional.of(new Checked(file, text.get(), problems));
  }

  private Optional<String> read(Path file) {
    Path path = root.resolve(file);
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(path));
    } catch (IOException unreadable) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT, file + ": cannot be read as UTF-8 text", unreadable);
    }
  }

  private static Set<String> builtIn(List<Component> components) {
    Set<String> names = new TreeSet<>(Set.of("PORT"));
    components.forEach(component -> names.addAll(BuiltIn.of(component).values().keySet()));
    return names;
  }

  private static Problem unmentioned(CodeRead read, Path file) {
    Position template = Position.wholeFile(file.toString());
    String message = read.position() + " reads " + read.name() + ", which is not mentioned here";
    Problem problem = Problem.warning(template, "env-example-incomplete", message);
    if (read.required()) {
      problem = Problem.error(template, "env-example-incomplete", message);
    }
    return problem.withHint("add it, or run 'slipway env example'");
  }

  private static Optional<Problem> unread(
      String name, Position position, Map<String, CodeRead> reads) {
    if (reads.isEmpty() || reads.containsKey(name)) {
      return Optional.empty();
    }
    String hint =
        Suggestions.closest(name, reads.keySet())
            .map(near -> "did you mean '" + near + "'?")
            .orElse("take the line out, or say in a comment which program reads it");
    return Optional.of(
        Problem.warning(position, "env-example-unread", "No code of this folder reads " + name)
            .withHint(hint));
  }

  private static Problem absent(Path file, Component component, Map<String, CodeRead> reads) {
    return Problem.warning(
            component.position(),
            "no-env-example",
            "The code of '"
                + component.name()
                + "' reads "
                + names(reads)
                + " and there is no "
                + file)
        .withHint("'slipway env example' writes it");
  }

  private static String names(Map<String, CodeRead> reads) {
    if (reads.size() == 1) {
      return reads.keySet().iterator().next();
    }
    return reads.size() + " variables";
  }

  /** Names of slipway.yaml that look like a slip, and names the code cannot do without. */
  private void settings(Component component, Map<String, CodeRead> reads, List<Problem> problems) {
    if (component instanceof Component.Site || reads.isEmpty()) {
      return;
    }
    component
        .settings()
        .values()
        .forEach(
            (name, text) -> {
              Optional<String> near = Suggestions.closest(name, reads.keySet());
              if (!reads.containsKey(name) && near.isPresent()) {
                problems.add(
                    Problem.warning(
                            text.position(),
                            "setting-unread",
                            "No code of '" + component.name() + "' reads " + name)
                        .withHint("did you mean '" + near.get() + "'?"));
              }
            });
    for (Environment environment : delivery.environments()) {
      Settings all = delivery.merged(environment, component);
      for (CodeRead read : reads.values()) {
        if (read.required() && !read.name().equals("PORT") && !all.names().contains(read.name())) {
          problems.add(unset(component, environment, read));
        }
      }
    }
  }

  private static Problem unset(Component component, Environment environment, CodeRead read) {
    return Problem.warning(
            component.position(),
            "setting-missing",
            "'"
                + component.name()
                + "' fails without "
                + read.name()
                + " ("
                + read.position()
                + "), and in "
                + environment.name()
                + " nothing sets it")
        .withHint("give it a value under 'env', or name it under 'secrets'");
  }

  /** Every template that lacks something, as it should be; what is there is kept as it is. */
  public List<Renewed> renew(List<ComponentName> chosen) {
    List<Renewed> renewed = new ArrayList<>();
    folders()
        .forEach(
            (folder, components) -> {
              boolean wanted =
                  chosen.isEmpty()
                      || components.stream().anyMatch(one -> chosen.contains(one.name()));
              if (wanted) {
                renew(folder, components).ifPresent(renewed::add);
              }
            });
    return renewed;
  }

  private Optional<Renewed> renew(Path folder, List<Component> components) {
    Map<String, CodeRead> reads = CodeReads.of(root.resolve(folder), root);
    Path file = folder.resolve(EnvTemplate.FILE).normalize();
    Optional<String> before = read(file);
    EnvTemplate template = EnvTemplate.parse(file.toString(), before.orElse(""));
    Set<String> built = builtIn(components);
    Set<String> secrets = new TreeSet<>();
    components.forEach(component -> secrets.addAll(component.settings().secretNames()));
    StringBuilder text = new StringBuilder(before.orElse(""));
    if (before.isEmpty()) {
      text.append("# What this code reads from its environment. Copy to .env and fill in.\n");
    } else if (!text.toString().endsWith("\n")) {
      text.append('\n');
    }
    List<String> added = new ArrayList<>();
    for (CodeRead read : reads.values()) {
      if (!template.knows(read.name()) && !built.contains(read.name())) {
        text.append('\n').append(entry(read, secrets.contains(read.name()), folder));
        added.add(read.name());
      }
    }
    if (added.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Renewed(file, text.toString(), added));
  }

  private static String entry(CodeRead read, boolean secret, Path folder) {
    Path file = folder.normalize().relativize(Path.of(read.position().file()));
    if (folder.normalize().toString().isEmpty()) {
      file = Path.of(read.position().file());
    }
    String what = "# Read in " + file + (read.required() ? "; needed." : ".");
    String name = read.name() + "=";
    if (secret) {
      return what + " A secret: see 'slipway secret --help'.\n" + name + "\n";
    }
    return what + "\n" + name + quoted(read.fallback().orElse("")) + "\n";
  }

  private static String quoted(String value) {
    boolean plain = value.chars().noneMatch(letter -> letter == '#' || letter == ' ');
    if (plain) {
      return value;
    }
    return "'" + value + "'";
  }
}
