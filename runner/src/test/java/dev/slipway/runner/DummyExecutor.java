package dev.slipway.runner;

import dev.slipway.machine.OutputSink;
import dev.slipway.machine.Owner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs nothing: reads scripts of a few words, so that scenarios are exact and quick.
 *
 * <ul>
 *   <li>{@code echo TEXT}, {@code echo TEXT >> $FILE}: with {@code $NAME} from the environment
 *   <li>{@code exit N}
 *   <li>{@code signal NAME}, {@code await NAME}: order between jobs
 *   <li>{@code hang}: until the step is stopped
 *   <li>{@code cancel}: asks the whole run to stop
 *   <li>{@code path}: what steps have put in front of the PATH
 *   <li>{@code room N}: fails when more than N jobs are at work
 *   <li>{@code argv}: prints the command line, the script's path as {0}
 *   <li>{@code pwd}: the folder, relative to the workspace
 * </ul>
 *
 * A command line whose last word is no file prints itself. Signals {@code started JOB}, {@code
 * waiting JOB} and {@code finished JOB} come from the run itself.
 */
final class DummyExecutor implements Executor {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Za-z_][A-Za-z0-9_]*)}?");
  private static final Pattern APPEND =
      Pattern.compile("echo (.*?)\\s*>>\\s*\"?(\\$\\{?\\w+}?[-./\\w]*)\"?");

  private final Map<String, CountDownLatch> signals = new ConcurrentHashMap<>();
  private final Map<Path, String> places = new ConcurrentHashMap<>();
  private final AtomicInteger atWork = new AtomicInteger();
  private final Cancellation run;

  DummyExecutor(Cancellation run) {
    this.run = run;
  }

  @Override
  public Workbench open(Owner owner, JobSpace space) {
    places.put(space.workspace(), "WORKSPACE");
    places.put(space.temp(), "TEMP");
    places.put(space.home(), "HOME");
    places.put(space.toolCache(), "TOOLS");
    atWork.incrementAndGet();
    return new DummyWorkbench(space);
  }

  private CountDownLatch signal(String name) {
    return signals.computeIfAbsent(name, key -> new CountDownLatch(1));
  }

  /** Lets everybody go on who waits for what an event tells. */
  void hear(RunEvent event) {
    switch (event) {
      case RunEvent.JobStarted job -> signal("started " + job.job()).countDown();
      case RunEvent.JobWaiting job -> signal("waiting " + job.job()).countDown();
      case RunEvent.JobFinished job -> signal("finished " + job.job()).countDown();
      default -> {}
    }
  }

  /** The folders of the jobs so far, by what a transcript calls them; longer paths first. */
  Map<Path, String> places() {
    Map<Path, String> sorted =
        new TreeMap<>(
            Comparator.<Path>comparingInt(path -> -path.toString().length())
                .thenComparing(Comparator.naturalOrder()));
    sorted.putAll(places);
    return sorted;
  }

  private final class DummyWorkbench implements Workbench {
    private final JobSpace space;

    DummyWorkbench(JobSpace space) {
      this.space = space;
    }

    @Override
    public Exit run(Exec exec, OutputSink output, Cancellation stop) {
      Path script = Path.of(exec.argv().getLast().replaceAll("^\\. '|'$", ""));
      if (!Files.isRegularFile(script)) {
        print(output, String.join(" ", exec.argv()));
        return new Exit.Code(0);
      }
      for (String line : read(script)) {
        if (stop.isRequested()) {
          return new Exit.Cancelled();
        }
        Exit exit = perform(line.strip(), exec, output, stop);
        if (!exit.equals(new Exit.Code(0)) || line.strip().startsWith("exit")) {
          return exit;
        }
      }
      return new Exit.Code(0);
    }

    private Exit perform(String line, Exec exec, OutputSink output, Cancellation stop) {
      Matcher append = APPEND.matcher(line);
      if (append.matches()) {
        write(Path.of(expand(append.group(2), exec)), expand(unquoted(append.group(1)), exec));
        return new Exit.Code(0);
      }
      String[] words = line.split(" ", 2);
      String rest = words.length == 2 ? words[1] : "";
      return switch (words[0]) {
        // What surrounds a PowerShell script is no concern of a scenario.
        case "", "$ErrorActionPreference", "if" -> new Exit.Code(0);
        case "echo" -> print(output, expand(unquoted(rest), exec));
        case "exit" -> new Exit.Code(Integer.parseInt(rest));
        case "argv" ->
            print(
                output, String.join(" ", exec.argv().subList(0, exec.argv().size() - 1)) + " {0}");
        case "pwd" -> print(output, "/" + space.workspace().relativize(exec.folder()));
        case "signal" -> {
          signal(rest).countDown();
          yield new Exit.Code(0);
        }
        case "await" -> await(signal(rest), stop);
        case "path" -> print(output, addedPath(exec));
        case "room" -> new Exit.Code(atWork.get() > Integer.parseInt(rest) ? 1 : 0);
        case "hang" -> await(new CountDownLatch(1), stop);
        case "cancel" -> {
          run.request("the user asked");
          yield new Exit.Code(0);
        }
        default -> {
          print(output, words[0] + ": command not found");
          yield new Exit.Code(127);
        }
      };
    }

    private static String addedPath(Exec exec) {
      return Stream.of(exec.environment().getOrDefault("PATH", "").split(":"))
          .takeWhile(folder -> !folder.startsWith("/usr") && !folder.startsWith("/root"))
          .collect(Collectors.joining(":"));
    }

    private static Exit await(CountDownLatch latch, Cancellation stop) {
      try {
        for (int i = 0; i < 20_000; i++) {
          if (latch.await(1, TimeUnit.MILLISECONDS)) {
            return new Exit.Code(0);
          }
          if (stop.isRequested()) {
            return new Exit.Cancelled();
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return new Exit.Code(124);
    }

    private static String unquoted(String text) {
      if (text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")) {
        return text.substring(1, text.length() - 1);
      }
      return text;
    }

    private static String expand(String text, Exec exec) {
      return VARIABLE
          .matcher(text)
          .replaceAll(
              match ->
                  Matcher.quoteReplacement(exec.environment().getOrDefault(match.group(1), "")));
    }

    private static Exit print(OutputSink output, String line) {
      byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
      output.write(bytes, 0, bytes.length);
      return new Exit.Code(0);
    }

    private static List<String> read(Path script) {
      try {
        return Files.readAllLines(script);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void write(Path file, String line) {
      try {
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public String operatingSystem() {
      return "Linux";
    }

    @Override
    public String architecture() {
      return "X64";
    }

    @Override
    public void close() {
      atWork.decrementAndGet();
    }
  }
}
