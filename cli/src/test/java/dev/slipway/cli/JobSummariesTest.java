package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.runner.JobKey;
import dev.slipway.runner.RunEvent;
import dev.slipway.runner.RunEventCodec;
import dev.slipway.store.EntryFormat;
import dev.slipway.store.EventCodecs;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobSummariesTest {
  @TempDir Path folder;

  @Test
  void gathersWhatStepsWroteUnderTheNamesOfTheirJobs() {
    JobSummaries summaries = new JobSummaries();
    Runs runs = new Runs();
    ScriptedRun run =
        new ScriptedRun(folder, entry -> summaries.add(entry, runs.add(entry))).begin();
    run.queue("a--b").event(new RunEvent.SummaryWritten(new JobKey("a--b"), 1, "# One\n\n"));
    run.event(new RunEvent.SummaryWritten(new JobKey("c"), 1, " \n"));
    run.event(new RunEvent.SummaryWritten(new JobKey("c"), 2, "| x |"));

    summaries.save(folder.resolve("summary.md"));

    assertThat(folder.resolve("summary.md"))
        .hasContent("<!-- CI / a- -b -->\n# One\n\n<!-- CI / c -->\n| x |\n\n");
  }

  @Test
  void writesNoFileWhenThereIsNothingToSay() {
    new JobSummaries().save(folder.resolve("summary.md"));

    assertThat(folder.resolve("summary.md")).doesNotExist();
  }

  @Test
  void tellsRunsApartByTheSubjectOfTheirEntries() {
    Runs runs = new Runs();
    new ScriptedRun(folder, runs::add).begin().queue("a");

    assertThat(runs.all())
        .singleElement()
        .extracting(RunProgress::id)
        .isEqualTo(ScriptedRun.ID.value());
    assertThat(runs.all().getFirst().name()).isEqualTo("CI");
  }

  @Test
  void printsEntriesAsTheJournalWritesThem() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(Capabilities.NONE, out, out, () -> WindowSize.USUAL);
    EntryFormat format = new EntryFormat(EventCodecs.of(new RunEventCodec()));
    JsonView view = new JsonView(terminal, format);
    ScriptedRun run = new ScriptedRun(folder, view::show);

    run.begin().queue("a");
    view.tick();
    view.close();

    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(text.lines()).hasSize(2).allMatch(line -> line.startsWith("{\"seq\":"));
    byte[] first = text.lines().findFirst().orElseThrow().getBytes(StandardCharsets.UTF_8);
    assertThat(first).isNotEmpty();
  }
}
