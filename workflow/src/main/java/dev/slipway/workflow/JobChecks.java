package dev.slipway.workflow;

import dev.slipway.document.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks the parts of a job whose meaning is plain before it runs: those written as literals. */
final class JobChecks {
  private static final EvaluationContext NOTHING = Contexts.of(Map.of());
  private static final String DOCKER = "docker://";

  private final Findings findings;

  JobChecks(Findings findings) {
    this.findings = findings;
  }

  void check(Template.Mapping job) {
    job.find("runs-on").ifPresent(this::runsOn);
    job.find("strategy").ifPresent(this::strategy);
    job.find("concurrency").ifPresent(this::concurrency);
    job.find("container").ifPresent(container -> container(container, false));
    job.find("services").ifPresent(this::services);
    job.find("snapshot").ifPresent(this::snapshot);
  }

  private void runsOn(Template runsOn) {
    Pieces.mapping(runsOn).flatMap(mapping -> mapping.find("group")).ifPresent(this::runnerGroup);
  }

  private void runnerGroup(Template group) {
    String name = Pieces.text(group).orElse("");
    String[] parts = name.split("/", -1);
    if (parts.length == 2 && parts[1].isEmpty()) {
      findings.error(
          group.position(), "runner-group", "Invalid runs-on group name '" + name + "'.");
    } else if (parts.length > 2 || (parts.length == 2 && !isPrefix(parts[0]))) {
      findings.error(
          group.position(),
          "runner-group",
          "Invalid runs-on group name '"
              + name
              + "'. Please use 'organization/' or 'enterprise/' prefix to target a single runner"
              + " group.");
    }
  }

  private static boolean isPrefix(String word) {
    return List.of("org", "organization", "ent", "enterprise").contains(word);
  }

  private void strategy(Template strategy) {
    if (strategy.isLiteral()) {
      report(Strategy.of(strategy, strategy.evaluate(NOTHING)).problems());
      return;
    }
    for (Template.Entry vector : Pieces.entries(matrix(strategy).orElse(strategy))) {
      boolean empty = vector.value() instanceof Template.Sequence list && list.items().isEmpty();
      String name = Pieces.key(vector);
      if (empty && matrix(strategy).isPresent() && !isEntries(name)) {
        findings.error(
            vector.value().position(),
            "invalid-strategy",
            "Matrix vector '" + name + "' does not contain any values");
      }
    }
  }

  private static Optional<Template> matrix(Template strategy) {
    return Pieces.mapping(strategy).flatMap(mapping -> mapping.find("matrix"));
  }

  private static boolean isEntries(String name) {
    return name.equals("include") || name.equals("exclude");
  }

  void concurrency(Template concurrency) {
    if (concurrency.isLiteral()) {
      report(Concurrency.of(concurrency, concurrency.evaluate(NOTHING)).problems());
    }
  }

  private void report(List<Problem> problems) {
    problems.forEach(problem -> findings.add(problem, Finding.Form.PLACED));
  }

  private void services(Template services) {
    for (Template.Entry entry : Pieces.entries(services)) {
      container(entry.value(), true);
    }
  }

  private void container(Template container, boolean service) {
    if (!container.isLiteral()) {
      return;
    }
    Optional<Template> image =
        Pieces.mapping(container)
            .map(mapping -> mapping.find("image"))
            .orElse(Optional.of(container));
    String name = image.flatMap(Pieces::text).orElse("");
    boolean shorthand = container instanceof Template.Literal;
    if (name.equals(DOCKER) || (name.isEmpty() && (service || !shorthand))) {
      findings.error(container.position(), "container-image", "Container image cannot be empty");
    }
    Pieces.mapping(container).ifPresent(this::ports);
  }

  private void ports(Template.Mapping container) {
    for (Template.Literal port : container.find("ports").map(Pieces::literals).orElse(List.of())) {
      String text = port.value().text();
      if (!isPort(text)) {
        findings.earlyError(
            port.position(),
            "port",
            "'" + text + "' is no port mapping",
            "write 5432, 15432:5432 or 127.0.0.1:15432:5432, each with /tcp or /udp if need be");
      }
    }
  }

  private static boolean isPort(String text) {
    int slash = text.indexOf('/');
    String protocol = slash < 0 ? "tcp" : text.substring(slash + 1);
    String numbers = slash < 0 ? text : text.substring(0, slash);
    String[] parts = numbers.substring(numbers.lastIndexOf(']') + 1).split(":", -1);
    int hostParts = parts.length > 2 ? parts.length - 2 : 0;
    for (int index = hostParts; index < parts.length; index++) {
      boolean anyHostPort = parts[index].isEmpty() && index == hostParts && parts.length > 2;
      if (!anyHostPort && !isPortRange(parts[index])) {
        return false;
      }
    }
    return List.of("tcp", "udp", "sctp").contains(protocol);
  }

  private static boolean isPortRange(String text) {
    for (String number : text.split("-", 2)) {
      if (!number.chars().allMatch(digit -> digit >= '0' && digit <= '9')
          || number.isEmpty()
          || number.length() > 5
          || Integer.parseInt(number) > 65_535) {
        return false;
      }
    }
    return true;
  }

  private void snapshot(Template snapshot) {
    Optional<Template> version =
        Pieces.mapping(snapshot).flatMap(mapping -> mapping.find("version"));
    String text = version.flatMap(Pieces::text).orElse("1.*");
    int dot = text.indexOf('.');
    boolean valid =
        dot > 0
            && text.substring(dot).equals(".*")
            && text.substring(0, dot).chars().allMatch(digit -> digit >= '0' && digit <= '9');
    if (!valid) {
      findings.error(
          snapshot.position(),
          "snapshot-version",
          "Expected format '{major-version}.*' Actual '" + text + "'");
    }
  }
}
