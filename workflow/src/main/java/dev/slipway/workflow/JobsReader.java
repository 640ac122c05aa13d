package dev.slipway.workflow;

import dev.slipway.document.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the jobs of one workflow file. One use only. */
final class JobsReader {
  private final Rules rules;
  private final Findings findings;
  private final Trouble trouble;
  private final JobChecks checks;
  private final PermissionsReader permissions;
  private final NeedsGraph graph;

  JobsReader(Rules rules, Findings findings, Trouble trouble) {
    this.rules = rules;
    this.findings = findings;
    this.trouble = trouble;
    this.checks = new JobChecks(findings);
    this.permissions = new PermissionsReader(rules.calls());
    this.graph = new NeedsGraph(findings, rules.isGitHubs());
  }

  /**
   * The jobs of a mapping; those that could not be read as a whole are left out.
   *
   * @param around the workflow's own permissions, which jobs without some have
   * @param grant what the caller allows, if the workflow is called
   */
  List<Job> read(Template.Mapping mapping, Optional<Permissions> around, Optional<Grant> grant) {
    List<Job> jobs = new ArrayList<>();
    List<Template.Entry> entries = Pieces.entries(mapping);
    for (int index = 0; index < entries.size(); index++) {
      Template.Entry entry = entries.get(index);
      Position end =
          index + 1 < entries.size()
              ? entries.get(index + 1).key().position()
              : Trouble.endOf(mapping.position());
      boolean whole = !trouble.isBetween(entry.key().position(), end);
      Optional<Template.Mapping> body = Pieces.mapping(entry.value());
      body.flatMap(found -> job(entry, found, around, whole)).ifPresent(jobs::add);
      if (whole && grant.isPresent() && body.isPresent()) {
        checkGrant(entry, body.get(), grant.get());
      }
    }
    if (!rules.isGitHubs() || !findings.hasErrors()) {
      graph.check(mapping.position());
    }
    return jobs;
  }

  private Optional<Job> job(
      Template.Entry entry, Template.Mapping body, Optional<Permissions> around, boolean whole) {
    String name = Pieces.key(entry);
    JobId id = new JobId(name);
    List<NeedsGraph.Need> needs = needs(body);
    graph.add(id, needs);
    if (!whole) {
      return Optional.empty();
    }
    Position position = entry.key().position();
    new Identifiers().take(name).ifPresent(message -> findings.error(position, "job-id", message));
    JobHead head = head(id, position, needs, body, around);
    checks.check(body);
    Optional<Template> uses = body.find("uses");
    if (uses.isPresent()) {
      return Optional.of(callJob(head, body, uses.get()));
    }
    return body.find("runs-on").map(runsOn -> stepsJob(head, body, runsOn));
  }

  private void checkGrant(Template.Entry entry, Template.Mapping body, Grant grant) {
    String name =
        Pieces.text(body, "name").filter(text -> !text.isEmpty()).orElse(Pieces.key(entry));
    body.find("permissions")
        .map(permissions::read)
        .ifPresent(asked -> grant.check("nested job '" + name + "'", asked, findings));
  }

  private static List<NeedsGraph.Need> needs(Template.Mapping body) {
    List<NeedsGraph.Need> needs = new ArrayList<>();
    for (Template.Literal need : body.find("needs").map(Pieces::literals).orElse(List.of())) {
      needs.add(new NeedsGraph.Need(new JobId(need.value().text()), need.position()));
    }
    return needs;
  }

  private JobHead head(
      JobId id,
      Position position,
      List<NeedsGraph.Need> needs,
      Template.Mapping body,
      Optional<Permissions> around) {
    return new JobHead(
        id,
        position,
        body.find("name").filter(name -> !Pieces.text(name).orElse("-").isEmpty()),
        needs.stream().map(NeedsGraph.Need::job).toList(),
        Conditions.read(body.find("if"), Shapes.workflows().root("job-if"), findings),
        body.find("strategy"),
        body.find("concurrency"),
        body.find("permissions").map(permissions::read).or(() -> around));
  }

  private StepsJob stepsJob(JobHead head, Template.Mapping body, Template runsOn) {
    StepsReader steps = new StepsReader(findings, Shapes.workflows().root("step-if"));
    return new StepsJob(
        head,
        runsOn,
        body.find("environment"),
        Pieces.mappingOrEmpty(body, "env"),
        defaults(body),
        Pieces.mappingOrEmpty(body, "outputs"),
        body.find("timeout-minutes"),
        body.find("cancel-timeout-minutes"),
        body.find("continue-on-error"),
        body.find("container"),
        body.find("services"),
        body.find("snapshot"),
        body.find("steps").map(steps::read).orElse(List.of()));
  }

  static Defaults defaults(Template.Mapping around) {
    return around
        .find("defaults")
        .flatMap(Pieces::mapping)
        .flatMap(defaults -> defaults.find("run"))
        .flatMap(Pieces::mapping)
        .map(run -> new Defaults(run.find("shell"), run.find("working-directory")))
        .orElse(Defaults.NONE);
  }

  private CallJob callJob(JobHead head, Template.Mapping body, Template uses) {
    String text = Pieces.text(uses).orElse("");
    Optional<WorkflowRef> ref = References.workflow(text);
    if (ref.isEmpty()) {
      findings.error(
          uses.position(),
          "job-uses",
          "'" + text + "' does not name a workflow",
          "write ./.github/workflows/NAME.yml, or OWNER/REPOSITORY/.github/workflows/NAME.yml@REF");
    }
    return new CallJob(
        head,
        ref.orElse(new WorkflowRef.Local(text, text)),
        Pieces.mappingOrEmpty(body, "with"),
        secrets(body),
        Optional.empty());
  }

  private static CallJob.Secrets secrets(Template.Mapping body) {
    if (Pieces.text(body, "secrets").orElse("").equals("inherit")) {
      return new CallJob.Secrets.Inherit();
    }
    return new CallJob.Secrets.Given(Pieces.mappingOrEmpty(body, "secrets"));
  }
}
