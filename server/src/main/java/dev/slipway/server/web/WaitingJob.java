package dev.slipway.server.web;

import dev.slipway.deliver.JobQuestions;
import dev.slipway.server.git.RepositoryId;

/** A job that waits for somebody's yes to enter an environment. */
record WaitingJob(RepositoryId repository, JobQuestions.Question question) {
  String job() {
    return question.job();
  }

  String environment() {
    return question.environment();
  }

  String actor() {
    return question.actor();
  }

  String run() {
    return "/runs/" + question.run();
  }

  /** Where the answer goes. */
  String answer() {
    return DeploymentFacts.address(repository, question.environment())
        + "/jobs/"
        + question.id()
        + "/answer";
  }
}
