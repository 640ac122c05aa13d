package dev.slipway.cli;

import dev.slipway.runner.JobKey;

/** What a user types for a job of a run. */
final class JobIds {
  private JobIds() {}

  /** The id of the workflow's own job: without matrix leg and without jobs of called workflows. */
  static String own(JobKey key) {
    String id = key.value();
    int end = 0;
    while (end < id.length() && id.charAt(end) != '[' && id.charAt(end) != '/') {
      end++;
    }
    return id.substring(0, end);
  }
}
