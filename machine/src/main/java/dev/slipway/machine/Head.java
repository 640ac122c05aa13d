package dev.slipway.machine;

import java.util.List;
import java.util.Optional;

/** What is checked out: a commit, its branch (none when detached) and the tags on it. */
public record Head(Commit commit, Optional<String> branch, List<String> tags) {
  /** Copies the tags. */
  public Head {
    tags = List.copyOf(tags);
  }
}
