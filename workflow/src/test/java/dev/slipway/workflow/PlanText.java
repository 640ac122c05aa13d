package dev.slipway.workflow;

import dev.slipway.document.Position;
import dev.slipway.document.Problem;
import dev.slipway.workflow.Plan.InstancePlan;
import dev.slipway.workflow.Plan.JobPlan;
import dev.slipway.workflow.Plan.StepPlan;
import dev.slipway.workflow.Plan.WorkflowPlan;
import java.util.List;
import java.util.Optional;

/** A plan as lines of text for a person. */
final class PlanText {
  private static final String INDENT = "  ";

  private final StringBuilder text = new StringBuilder();

  private PlanText() {}

  /** The plan, one thing a line, each with its decision and reason; ends with a line feed. */
  public static String render(Plan plan) {
    PlanText text = new PlanText();
    text.append(plan);
    return text.text.toString();
  }

  private void append(Plan plan) {
    text.append("event ").append(plan.event().name());
    plan.event().activity().ifPresent(activity -> text.append(" (").append(activity).append(')'));
    text.append(" on ").append(plan.event().ref()).append('\n');
    for (WorkflowPlan workflow : plan.workflows()) {
      append(workflow);
    }
  }

  private void append(WorkflowPlan plan) {
    text.append('\n').append(plan.workflow().displayName());
    if (!plan.workflow().path().equals(plan.workflow().displayName())) {
      text.append("  ").append(plan.workflow().path());
    }
    append(plan.decision());
    for (Problem problem : plan.problems()) {
      line(1, problem.headline());
      problem.hint().ifPresent(hint -> line(2, "hint: " + hint));
    }
    if (!plan.runName().text().equals(plan.workflow().displayName())) {
      line(1, "run name: " + plan.runName().text());
    }
    if (plan.inputs().size() > 0) {
      line(1, "inputs: " + plan.inputs());
    }
    plan.concurrency().ifPresent(group -> line(1, "concurrency: " + group.text()));
    append(plan.jobs(), 1);
  }

  private void append(List<JobPlan> jobs, int level) {
    for (JobPlan job : jobs) {
      append(job, level);
    }
  }

  private void append(JobPlan plan, int level) {
    indent(level).append("job ").append(plan.job().id());
    if (!plan.job().needs().isEmpty()) {
      String needs = String.join(", ", plan.job().needs().stream().map(JobId::value).toList());
      text.append(" after ").append(needs);
    }
    append(plan.decision());
    for (Problem problem : plan.problems()) {
      line(level + 1, "fails: " + problem.message() + " (" + problem.position() + ")");
    }
    plan.matrixOpen()
        .ifPresent(causes -> line(level + 1, "matrix: decided at run time, waits for " + causes));
    for (InstancePlan instance : plan.instances()) {
      append(instance, plan.job(), level + 1);
    }
  }

  private void append(InstancePlan plan, Job job, int level) {
    indent(level).append(plan.name().text());
    plan.runsOn().ifPresent(labels -> text.append(" on ").append(labels.text()));
    if (job instanceof CallJob call) {
      text.append(" calls ").append(call.uses().text());
    }
    text.append('\n');
    plan.environment().ifPresent(name -> line(level + 1, "environment: " + name.text()));
    plan.concurrency().ifPresent(name -> line(level + 1, "concurrency: " + name.text()));
    if (!plan.services().isEmpty()) {
      line(level + 1, "services: " + String.join(", ", plan.services()));
    }
    appendSteps(plan.steps(), level + 1);
    append(plan.called(), level + 1);
  }

  private void appendSteps(List<StepPlan> steps, int level) {
    int number = 1;
    for (StepPlan step : steps) {
      indent(level).append(number++).append(". ").append(step.name().text());
      if (step.step().background()) {
        text.append(" (in the background)");
      }
      append(step.decision());
      appendSteps(step.parallel(), level + 1);
    }
  }

  private void append(Decision decision) {
    if (decision instanceof Decision.Runs && decision.reason().isEmpty()) {
      text.append('\n');
      return;
    }
    text.append(": ").append(decision.word());
    if (!decision.reason().isEmpty()) {
      text.append(", ").append(decision.reason());
    }
    place(decision).ifPresent(position -> text.append("  [").append(position).append(']'));
    text.append('\n');
  }

  private static Optional<Position> place(Decision decision) {
    return switch (decision) {
      case Decision.Runs runs -> Optional.empty();
      case Decision.Skips skips -> skips.position();
      case Decision.Depends depends -> depends.position();
    };
  }

  private void line(int level, String line) {
    indent(level).append(line).append('\n');
  }

  private StringBuilder indent(int level) {
    return text.append(INDENT.repeat(level));
  }
}
