package dev.slipway.deliver;

import dev.slipway.document.Problem;
import java.util.List;

/** What has to fit together in a delivery whose parts are sound. */
final class DeliveryRules {
  private final Delivery delivery;
  private final List<Problem> problems;

  DeliveryRules(Delivery delivery, List<Problem> problems) {
    this.delivery = delivery;
    this.problems = problems;
  }

  void check() {
    new ReferenceRules(delivery, problems).check();
  }
}
