package dev.slipway.deliver;

import java.util.ArrayList;
import java.util.List;

/** What makes one plan another, in words. */
final class PlanDifference {
  private PlanDifference() {}

  /** A sentence; names at most the first line that came and the first that went. */
  static String of(DeploymentPlan before, DeploymentPlan after) {
    List<String> old = before.text().lines().toList();
    List<String> now = after.text().lines().toList();
    List<String> came = new ArrayList<>(now);
    came.removeAll(old);
    List<String> went = new ArrayList<>(old);
    went.removeAll(now);
    StringBuilder text = new StringBuilder("the plan has changed");
    if (!came.isEmpty()) {
      text.append(": now '").append(came.getFirst().strip()).append('\'');
    }
    if (!went.isEmpty()) {
      text.append(", before '").append(went.getFirst().strip()).append('\'');
    }
    return text.toString();
  }
}
