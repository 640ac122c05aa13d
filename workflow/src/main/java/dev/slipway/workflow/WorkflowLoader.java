package dev.slipway.workflow;

import dev.slipway.document.Document;
import dev.slipway.document.Limits;
import dev.slipway.document.Node;
import dev.slipway.document.Parsed;
import dev.slipway.document.Position;
import dev.slipway.document.Problem;
import dev.slipway.workflow.Finding.Form;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a workflow and the workflows it calls, and checks them. One use only. */
final class WorkflowLoader {
  private final Rules rules;
  private final WorkflowLookup lookup;
  private final Findings findings;
  private final ResultSize size;
  private final PermissionsReader permissions;
  private final Set<String> files = new LinkedHashSet<>();
  private int jobs;

  WorkflowLoader(Rules rules, WorkflowLookup lookup) {
    this.rules = rules;
    this.lookup = lookup;
    this.findings = new Findings(rules.isGitHubs());
    this.size = new ResultSize(rules.limits().bytes());
    this.permissions = new PermissionsReader(rules.calls());
  }

  /** The workflow; empty as soon as a limit was passed or the text is no YAML. */
  Optional<WorkflowTree> load(String path, String text) {
    Parsed<Document> document = Document.read(path, text, limits());
    return load(path, document);
  }

  /** As {@link #load(String, String)}, of bytes that have to be UTF-8. */
  Optional<WorkflowTree> load(String path, byte[] bytes) {
    Parsed<Document> document = Document.read(path, bytes, limits());
    return load(path, document);
  }

  Findings findings() {
    return findings;
  }

  /** The files that were read, the first one first. */
  List<String> files() {
    return List.copyOf(files);
  }

  private Optional<WorkflowTree> load(String path, Parsed<Document> document) {
    Optional<WorkflowTree> read = read(path, document, Optional.empty());
    Optional<WorkflowTree> tree = read.map(found -> withCalls(found, 1));
    if (isCrowded() && !isStopped()) {
      findings.add(
          Problem.error(
              Position.wholeFile(path),
              "too-many-jobs",
              "The workflow may not contain more than " + rules.limits().jobs() + " jobs"),
          Form.BARE);
    }
    return tree;
  }

  private Limits limits() {
    int depth = rules.isGitHubs() ? 1_000 : rules.limits().depth();
    return new Limits(rules.limits().characters(), depth, Limits.DEFAULT.nodes(), rules.anchors());
  }

  private Optional<WorkflowTree> read(
      String path, Parsed<Document> document, Optional<Grant> grant) {
    if (files.add(path)) {
      size.addFile(path);
    }
    document.problems().forEach(problem -> findings.add(problem, Form.FILE));
    if (document.value().isEmpty()) {
      return Optional.empty();
    }
    findings.source(path, document.value().get().text());
    int before = findings.count();
    Node node = document.value().get().root();
    Place place = Shapes.workflows().root(rules.strictEvents() ? "workflow" : "workflow-lenient");
    Optional<Template> template = new TemplateReader(rules, findings, size).read(place, node);
    if (template.isEmpty() || isStopped()) {
      return Optional.empty();
    }
    return Pieces.mapping(template.get()).map(root -> tree(path, root, before, grant));
  }

  private WorkflowTree tree(String path, Template.Mapping root, int before, Optional<Grant> grant) {
    Trouble trouble = Trouble.of(findings.since(before));
    Optional<Permissions> own = root.find("permissions").map(permissions::read);
    if (own.isPresent() && grant.isPresent()) {
      grant.get().check("workflow '" + path + "'", own.get(), findings);
    }
    Triggers triggers =
        root.find("on")
            .map(new TriggersReader(rules, unlessTrouble(trouble, root, "on"))::read)
            .orElse(new Triggers(List.of()));
    JobChecks checks = new JobChecks(unlessTrouble(trouble, root, "concurrency"));
    root.find("concurrency").ifPresent(checks::concurrency);
    Workflow workflow =
        new Workflow(
            path,
            root.find("name").flatMap(Pieces::text).filter(name -> !name.isEmpty()),
            root.find("run-name"),
            triggers,
            Pieces.mappingOrEmpty(root, "env"),
            JobsReader.defaults(root),
            own,
            root.find("concurrency"),
            jobs(root, trouble, own.or(() -> grant.flatMap(Grant::explicit)), grant));
    jobs += workflow.jobs().size();
    return new WorkflowTree(root, workflow, List.of());
  }

  /** The findings, or some that nobody reads if the value at a key is in trouble already. */
  private Findings unlessTrouble(Trouble trouble, Template.Mapping root, String key) {
    Position end = Trouble.endOf(root.position());
    List<Template.Entry> entries = Pieces.entries(root);
    for (int index = 0; index < entries.size(); index++) {
      Template.Entry entry = entries.get(index);
      Position next = index + 1 < entries.size() ? entries.get(index + 1).key().position() : end;
      if (Pieces.key(entry).equals(key) && trouble.isBetween(entry.key().position(), next)) {
        return new Findings(rules.isGitHubs());
      }
    }
    return findings;
  }

  private List<Job> jobs(
      Template.Mapping root, Trouble trouble, Optional<Permissions> around, Optional<Grant> grant) {
    return root.find("jobs")
        .flatMap(Pieces::mapping)
        .map(mapping -> new JobsReader(rules, findings, trouble).read(mapping, around, grant))
        .orElse(List.of());
  }

  /** The tree with the workflows its jobs call. */
  private WorkflowTree withCalls(WorkflowTree tree, int depth) {
    List<Job> called = new ArrayList<>();
    List<Optional<WorkflowTree>> trees = new ArrayList<>();
    Map<String, Position> uses = usesOfJobs(tree.root());
    for (Job job : tree.workflow().jobs()) {
      Optional<WorkflowTree> callee = Optional.empty();
      if (job instanceof CallJob call && isFollowed()) {
        Position position = uses.getOrDefault(job.id().value(), job.position());
        callee = call(tree.workflow().path(), call, position, depth);
        called.add(callee.<Job>map(found -> call.calling(found.workflow())).orElse(call));
      } else {
        called.add(job);
      }
      trees.add(callee);
    }
    return new WorkflowTree(tree.root(), tree.workflow().withJobs(called), trees);
  }

  private boolean isFollowed() {
    return rules.calls().followed() && !isStopped() && !isCrowded();
  }

  /** GitHub asks no further after the first file with errors. */
  private boolean isStopped() {
    return rules.isGitHubs() && findings.hasErrors();
  }

  private boolean isCrowded() {
    return jobs > rules.limits().jobs();
  }

  private Optional<WorkflowTree> call(String caller, CallJob job, Position uses, int depth) {
    if (depth > rules.calls().depth()) {
      findings.add(
          Problem.error(
              uses,
              "call-depth",
              "Nested reusable workflow depth exceeded " + rules.calls().depth() + "."),
          Form.BARE);
      return Optional.empty();
    }
    Optional<WorkflowLookup.Source> source = lookup.find(job.uses(), caller);
    if (source.isEmpty()) {
      reportMissing(job, uses);
      return Optional.empty();
    }
    int before = findings.count();
    Optional<WorkflowTree> callee = callee(job, uses, source.get());
    findings.calledFrom(before, uses);
    if (isStopped()) {
      return callee;
    }
    return callee.map(tree -> withCalls(tree, depth + 1));
  }

  private Optional<WorkflowTree> callee(CallJob job, Position uses, WorkflowLookup.Source source) {
    Parsed<Document> document = Document.read(source.path(), source.text(), limits());
    Grant grant = Grant.of(job, permissions);
    Optional<WorkflowTree> tree = read(source.path(), document, Optional.of(grant));
    tree.ifPresent(
        found -> {
          Position on = found.root().find("on").orElse(found.root()).position();
          boolean withDefaults = !rules.strictEvents();
          new CallCheck(findings, withDefaults).check(job, uses, found.workflow().on(), on);
        });
    return tree;
  }

  private void reportMissing(CallJob job, Position uses) {
    if (job.uses() instanceof WorkflowRef.Local local
        && References.workflow(local.text()).isPresent()) {
      findings.error(
          uses,
          "call-missing",
          "Unable to find reusable workflow",
          "there is no file " + local.path());
    }
  }

  private static Map<String, Position> usesOfJobs(Template.Mapping root) {
    Map<String, Position> positions = new HashMap<>();
    for (Template.Entry entry : Pieces.entries(root, "jobs")) {
      Pieces.mapping(entry.value())
          .flatMap(body -> body.find("uses"))
          .ifPresent(uses -> positions.put(Pieces.key(entry), uses.position()));
    }
    return positions;
  }
}
