package dev.slipway.cli;

import dev.slipway.runner.RunEvent;
import dev.slipway.store.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the steps of a run wrote to {@code GITHUB_STEP_SUMMARY}, as one Markdown file. */
final class JobSummaries {
  private final StringBuilder markdown = new StringBuilder();

  /** Takes an entry in; only summaries count. */
  void add(Entry entry, RunProgress run) {
    if (entry.event() instanceof RunEvent.SummaryWritten written && !written.markdown().isBlank()) {
      String job = run.find(written.job()).map(JobProgress::name).orElse(written.job().value());
      markdown
          .append("<!-- ")
          .append((run.name() + " / " + job).replace("--", "- -"))
          .append(" -->\n")
          .append(written.markdown().strip())
          .append("\n\n");
    }
  }

  /** Writes the file, unless there is nothing to write. */
  void save(Path file) {
    if (markdown.isEmpty()) {
      return;
    }
    try {
      Files.writeString(file, markdown);
    } catch (IOException refused) {
      throw new UncheckedIOException("cannot write " + file, refused);
    }
  }
}
