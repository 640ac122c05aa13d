package dev.slipway.runner.action;

import java.util.List;

/** An action whose unusable inputs become failed outcomes. */
final class CheckedAction implements NativeAction {
  private final NativeAction action;

  CheckedAction(NativeAction action) {
    this.action = action;
  }

  @Override
  public List<InputSpec> inputSpecs() {
    return action.inputSpecs();
  }

  @Override
  public Post postCondition() {
    return action.postCondition();
  }

  @Override
  public Post postCondition(ActionInputs inputs) {
    return action.postCondition(inputs);
  }

  @Override
  public ActionOutcome main(ActionContext context) {
    try {
      return action.main(context);
    } catch (InputException e) {
      return ActionOutcome.failed(e.text());
    }
  }

  @Override
  public ActionOutcome post(ActionContext context) {
    try {
      return action.post(context);
    } catch (InputException e) {
      return ActionOutcome.failed(e.text());
    }
  }
}
