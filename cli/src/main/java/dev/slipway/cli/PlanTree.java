package dev.slipway.cli;

import dev.slipway.document.Position;
import dev.slipway.document.Problem;
import dev.slipway.workflow.CallJob;
import dev.slipway.workflow.Decision;
import dev.slipway.workflow.Job;
import dev.slipway.workflow.JobId;
import dev.slipway.workflow.Plan;
import java.util.List;
import java.util.Optional;

/** A plan as a tree: workflows, their jobs, their steps, each with its decision and the reason. */
final class PlanTree {
  private static final String INDENT = "  ";

  private final Terminal terminal;
  private final Plan plan;
  private final StringBuilder text = new StringBuilder();

  PlanTree(Terminal terminal, Plan plan) {
    this.terminal = terminal;
    this.plan = plan;
  }

  /** All of it; ends with a line feed. */
  String render() {
    String event = plan.event().name();
    String activity = plan.event().activity().map(word -> " (" + word + ")").orElse("");
    text.append(terminal.paint(Style.BOLD, event + activity))
        .append(dim(" on " + plan.event().ref()))
        .append('\n');
    plan.workflows().forEach(this::workflow);
    text.append('\n').append(conclusion()).append('\n');
    return text.toString();
  }

  private void workflow(Plan.WorkflowPlan workflow) {
    text.append('\n');
    String name = workflow.workflow().displayName();
    String path = workflow.workflow().path();
    String title = terminal.paint(Style.BOLD, name);
    if (!path.equals(name)) {
      title = title + dim("  " + path);
    }
    line(0, workflow.decision(), title);
    for (Problem problem : workflow.problems()) {
      fault(1, problem);
    }
    if (!workflow.runName().text().equals(name)) {
      fact(1, "run name", workflow.runName().text());
    }
    workflow.concurrency().ifPresent(group -> fact(1, "concurrency", group.text()));
    jobs(workflow.jobs(), 1);
  }

  private void jobs(List<Plan.JobPlan> jobs, int level) {
    for (Plan.JobPlan job : jobs) {
      job(job, level);
    }
  }

  private void job(Plan.JobPlan plan, int level) {
    String after = "";
    if (!plan.job().needs().isEmpty()) {
      List<String> needs = plan.job().needs().stream().map(JobId::value).toList();
      after = dim("  after " + String.join(", ", needs));
    }
    line(level, plan.decision(), plan.job().id().value() + after);
    plan.problems().forEach(problem -> fault(level + 1, problem));
    plan.matrixOpen().ifPresent(cause -> fact(level + 1, "matrix", "known once " + cause + " is"));
    boolean several = plan.instances().size() > 1;
    for (Plan.InstancePlan instance : plan.instances()) {
      instance(instance, plan.job(), several, level + 1);
    }
  }

  private void instance(Plan.InstancePlan plan, Job job, boolean several, int level) {
    int inner = level;
    if (several) {
      indent(level).append(plan.name().text()).append('\n');
      inner = level + 1;
    }
    if (job instanceof CallJob call) {
      fact(inner, "calls", call.uses().text());
    }
    facts(plan, inner);
    steps(plan.steps(), inner);
    jobs(plan.called(), inner);
  }

  private void facts(Plan.InstancePlan plan, int level) {
    plan.environment().ifPresent(name -> fact(level, "environment", name.text()));
    plan.concurrency().ifPresent(name -> fact(level, "concurrency", name.text()));
    if (!plan.services().isEmpty()) {
      fact(level, "services", String.join(", ", plan.services()));
    }
  }

  private void steps(List<Plan.StepPlan> steps, int level) {
    for (Plan.StepPlan step : steps) {
      String background = "";
      if (step.step().background()) {
        background = dim(" (in the background)");
      }
      line(level, step.decision(), step.name().text() + background);
      steps(step.parallel(), level + 1);
    }
  }

  private void line(int level, Decision decision, String what) {
    indent(level).append(sign(decision)).append(' ').append(what);
    if (!decision.reason().isEmpty()) {
      String place = place(decision).map(position -> dim("  " + position)).orElse("");
      text.append("  ").append(terminal.paint(style(decision), decision.reason())).append(place);
    }
    text.append('\n');
  }

  private String sign(Decision decision) {
    return switch (decision) {
      case Decision.Runs runs -> terminal.paint(Style.GREEN, terminal.sign(Glyph.SUCCESS));
      case Decision.Skips skips -> dim(terminal.sign(Glyph.SKIPPED));
      case Decision.Depends depends -> terminal.paint(Style.YELLOW, "?");
    };
  }

  private static Style style(Decision decision) {
    return switch (decision) {
      case Decision.Runs runs -> Style.DIM;
      case Decision.Skips skips -> Style.DIM;
      case Decision.Depends depends -> Style.YELLOW;
    };
  }

  private static Optional<Position> place(Decision decision) {
    return switch (decision) {
      case Decision.Runs runs -> Optional.empty();
      case Decision.Skips skips -> skips.position();
      case Decision.Depends depends -> depends.position();
    };
  }

  private void fact(int level, String name, String value) {
    indent(level).append(dim(name + ": " + value)).append('\n');
  }

  private void fault(int level, Problem problem) {
    String sign = terminal.paint(Style.RED, terminal.sign(Glyph.FAILURE) + " " + problem.message());
    indent(level).append(sign).append(dim("  " + problem.position())).append('\n');
    problem.hint().ifPresent(hint -> fact(level + 1, "hint", hint));
  }

  private String conclusion() {
    long running = plan.workflows().stream().filter(each -> !each.decision().isSkip()).count();
    String skipped = plan.workflows().size() - running + " would not";
    if (plan.workflows().isEmpty()) {
      return terminal.paint(Style.YELLOW, "the repository has no workflows in .github/workflows");
    }
    if (running == 0) {
      return terminal.paint(Style.YELLOW, "nothing would run");
    }
    String runs = Counted.of(running, "workflow") + " would run";
    if (running == plan.workflows().size()) {
      return runs;
    }
    return runs + dim(", " + skipped);
  }

  private StringBuilder indent(int level) {
    return text.append(INDENT.repeat(level));
  }

  private String dim(String words) {
    return terminal.paint(Style.DIM, words);
  }
}
