package dev.slipway.runner;

import dev.slipway.workflow.Expression;
import dev.slipway.workflow.Step;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/**
 * What actions want to do after the job's steps: the last to register comes first. Belongs to one
 * job's thread.
 */
final class PostSteps {
  /**
   * A part of an action that stands apart from its step: what it does after the job's steps, or
   * before them.
   *
   * @param step the step that ran the action
   * @param scope where it stood
   * @param condition whether the post part runs, decided when its turn comes
   * @param env the step's own environment when it ran
   */
  record Post(
      Step step,
      Scope scope,
      String name,
      Expression condition,
      Map<String, String> env,
      StepRunner.Work work) {}

  private final Deque<Post> posts = new ArrayDeque<>();

  void add(Post post) {
    posts.push(post);
  }

  /** Takes the next one; a post part may register more. */
  Optional<Post> next() {
    return Optional.ofNullable(posts.poll());
  }
}
