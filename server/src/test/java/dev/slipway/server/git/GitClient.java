package dev.slipway.server.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real git command in a folder, without what the user of the machine has configured. */
public final class GitClient {
  private final Path folder;

  /** A client that works in a folder, which is made. */
  public GitClient(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** How a command ended, and all it printed. */
  public record Answer(int code, String text) {}

  /** Where it works. */
  public Path folder() {
    return folder;
  }

  /** Runs a command that must succeed; answers with what it printed. */
  public String run(String... arguments) throws IOException, InterruptedException {
    Answer answer = attempt(arguments);
    assertThat(answer.code()).as("git %s: %s", String.join(" ", arguments), answer.text()).isZero();
    return answer.text().strip();
  }

  /** Runs a command that may fail. */
  public Answer attempt(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "GIT_CONFIG_GLOBAL", "/dev/null",
                "GIT_CONFIG_SYSTEM", "/dev/null",
                "GIT_TERMINAL_PROMPT", "0",
                "GIT_AUTHOR_NAME", "Ann",
                "GIT_AUTHOR_EMAIL", "ann@example.com",
                "GIT_COMMITTER_NAME", "Ann",
                "GIT_COMMITTER_EMAIL", "ann@example.com",
                "LC_ALL", "C"));
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Answer(process.exitValue(), text);
  }

  /** Writes a file of the working tree. */
  public GitClient file(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  /** Commits everything and answers with the commit's id. */
  public String commit(String message) throws IOException, InterruptedException {
    run("add", "-A");
    run("commit", "-q", "--allow-empty", "-m", message);
    return run("rev-parse", "HEAD");
  }
}
