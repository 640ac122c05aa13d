package dev.slipway.server.work;

import dev.slipway.runner.Gate;
import dev.slipway.server.git.RepositoryId;
import dev.slipway.store.Secret;
import java.util.Map;

/**
 * What a repository's runs have besides its files: answered by whoever keeps its settings. Must be
 * safe for use by many threads.
 */
public interface RunSettings {
  /** No secrets, no variables, environments without rules. */
  RunSettings NONE =
      new RunSettings() {
        @Override
        public Map<String, Secret> secrets(RepositoryId repository) {
          return Map.of();
        }

        @Override
        public Map<String, String> variables(RepositoryId repository) {
          return Map.of();
        }

        @Override
        public Map<String, String> environment(RepositoryId repository, String actor) {
          return Map.of();
        }

        @Override
        public Gate gate(RepositoryId repository) {
          return Gate.OPEN;
        }
      };

  /** What the {@code secrets} context holds; strangers' runs get none of it. */
  Map<String, Secret> secrets(RepositoryId repository);

  /** What the {@code vars} context holds. */
  Map<String, String> variables(RepositoryId repository);

  /**
   * Variables that every job gets on top of the machine's.
   *
   * @param actor who began the run
   */
  Map<String, String> environment(RepositoryId repository, String actor);

  /** Who is asked before a job enters an environment. */
  Gate gate(RepositoryId repository);
}
