package dev.slipway.cli;

import dev.slipway.deliver.JobQuestions;
import dev.slipway.server.ControlClient;
import dev.slipway.store.EventFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code slipway approve} and {@code slipway reject}: an answer to a plan that waits for one. */
final class AnswerCommand implements Command {
  private final boolean yes;

  AnswerCommand(boolean yes) {
    this.yes = yes;
  }

  @Override
  public Syntax syntax() {
    CommandName name = yes ? CommandName.APPROVE : CommandName.REJECT;
    String does =
        yes
            ? "Allows the plan of a deployment that waits, or a job to enter its environment. The"
                + " yes to a plan holds for exactly that plan and is void when it changes."
            : "Refuses the plan of a deployment that waits, which ends and changes nothing; or a"
                + " job that wants to enter an environment, which fails.";
    return new Syntax(
        name,
        "DEPLOYMENT",
        1,
        does,
        List.of(
            OptionGroup.of(
                "How",
                OptionGroup.value(
                    "DIGEST", "only if the plan is still the one with that digest", "--plan"),
                DeliveryOptions.MESSAGE,
                DeliveryOptions.AS)),
        List.of(
            new Syntax.Example("slipway " + name.word() + " production-3", "the plan as it is now"),
            new Syntax.Example("slipway status", "what waits for an answer")));
  }

  @Override
  public int run(Arguments arguments, Session session) {
    String asked = DeliveryOptions.operand(arguments, "the deployment, as production-3");
    ProjectControl control = ProjectControl.of(session, arguments);
    JobQuestions questions = new JobQuestions(control.project().stateFolder());
    if (questions.isOpen(asked)) {
      questions.answer(asked, new JobQuestions.Answer(yes, control.actor()));
      session.terminal().print(asked + (yes ? " may go on\n" : " is refused\n"));
      return 0;
    }
    ControlClient client = control.controller();
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("deployment", asked);
    answer.put("by", control.actor());
    answer.put("plan", arguments.value("--plan").orElse(""));
    answer.put("comment", arguments.value("--message").orElse(""));
    EventFields now = client.call(yes ? "/v1/approve" : "/v1/reject", answer);
    String done = yes ? " is allowed: plan " + now.text("digest") : " is refused";
    session.terminal().print(now.text("deployment") + done + "\n");
    return 0;
  }
}
