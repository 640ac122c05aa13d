package dev.slipway.runner.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what jest, vitest and pytest print at their end, for steps that write no report: jest takes
 * no reporter from its environment, so there is no harmless way to make it write one.
 */
final class ConsoleTests {
  private static final Pattern ESCAPES = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]");
  private static final Pattern STAMP = Pattern.compile("^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z ");
  private static final Pattern JEST = Pattern.compile("^Tests:\\s+(.*\\d+ total)\\s*$");
  private static final Pattern JEST_TIME = Pattern.compile("^Time:\\s+([\\d.]+)\\s*(ms|s)\\b.*");
  private static final Pattern VITEST = Pattern.compile("^\\s+Tests\\s+(.*)\\(\\d+\\)\\s*$");
  private static final Pattern VITEST_TIME =
      Pattern.compile("^\\s+Duration\\s+([\\d.]+)\\s*(ms|s)\\b.*");
  private static final Pattern PYTEST =
      Pattern.compile("^=+ (.*(?:passed|failed|error|skipped).*) in ([\\d.]+)(s)\\b.*=+$");
  private static final Pattern COUNT =
      Pattern.compile("(\\d{1,8}) (passed|failed|skipped|todo|pending|errors?|xfailed|xpassed)");
  private static final Pattern JEST_FAILURE = Pattern.compile("^ {2}\u25cf (.+)$");
  private static final Pattern VITEST_FAILURE = Pattern.compile("^ FAIL {2}(.+)$");
  private static final Pattern PYTEST_FAILURE =
      Pattern.compile("^(?:FAILED|ERROR) (\\S+)(?: - (.*))?$");
  private static final Pattern FAILED_FILE = Pattern.compile("^FAIL (\\S+).*");
  private static final int MAX_DETAILS = 4000;

  /**
   * The results a test program printed.
   *
   * @param tool its name
   * @param complete whether every failure it counted is among the tests
   */
  record Result(String tool, List<TestCase> tests, boolean complete) {}

  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private final Map<String, TestCase> failures = new LinkedHashMap<>();
  private String tool = "";
  private Duration took = Duration.ZERO;
  private Optional<String> file = Optional.empty();
  private Optional<String> open = Optional.empty();
  private final StringBuilder details = new StringBuilder();

  private ConsoleTests() {}

  /** Reads the last part of a step's log; empty when no test program summed up in it. */
  static Optional<Result> read(String tail) {
    var reading = new ConsoleTests();
    tail.lines().forEach(reading::take);
    reading.closeFailure();
    return reading.result();
  }

  private void take(String raw) {
    String line = STAMP.matcher(ESCAPES.matcher(raw).replaceAll("")).replaceFirst("");
    if (takeSummary(line) || takeFailure(line)) {
      return;
    }
    Matcher failedFile = FAILED_FILE.matcher(line);
    if (failedFile.matches()) {
      closeFailure();
      file = Optional.of(failedFile.group(1));
    } else if (open.isPresent() && details.length() < MAX_DETAILS) {
      details.append(line).append('\n');
    }
  }

  private boolean takeSummary(String line) {
    return sum("jest", JEST.matcher(line))
        || sum("vitest", VITEST.matcher(line))
        || sum("pytest", PYTEST.matcher(line))
        || time(JEST_TIME.matcher(line), 1)
        || time(VITEST_TIME.matcher(line), 1);
  }

  private boolean sum(String name, Matcher summary) {
    if (!summary.matches()) {
      return false;
    }
    closeFailure();
    tool = name;
    counts.clear();
    Matcher each = COUNT.matcher(summary.group(1));
    while (each.find()) {
      counts.merge(each.group(2), Integer.parseInt(each.group(1)), Integer::sum);
    }
    if (name.equals("pytest")) {
      time(summary, 2);
    }
    return true;
  }

  private boolean time(Matcher time, int group) {
    if (!time.matches() || tool.isEmpty()) {
      return false;
    }
    double value = Double.parseDouble(time.group(group).replaceAll("\\.$", ""));
    double seconds = time.group(group + 1).equals("ms") ? value / 1000 : value;
    took = Duration.ofMillis(Math.round(seconds * 1000));
    return true;
  }

  private boolean takeFailure(String line) {
    Matcher jest = JEST_FAILURE.matcher(line);
    if (jest.matches()) {
      closeFailure();
      open = Optional.of(jest.group(1).strip());
      return true;
    }
    Matcher vitest = VITEST_FAILURE.matcher(line);
    if (vitest.matches()) {
      closeFailure();
      addFailure(Optional.empty(), vitest.group(1).strip().replace(" > ", "::"), "");
      return true;
    }
    Matcher pytest = PYTEST_FAILURE.matcher(line);
    if (pytest.matches()) {
      closeFailure();
      String message = pytest.group(2) == null ? "" : pytest.group(2);
      addFailure(Optional.empty(), pytest.group(1), message);
      return true;
    }
    return false;
  }

  private void closeFailure() {
    open.ifPresent(name -> addFailure(file, name, details.toString()));
    open = Optional.empty();
    details.setLength(0);
  }

  private void addFailure(Optional<String> in, String name, String text) {
    failures.putIfAbsent(
        in.orElse("") + "::" + name,
        new TestCase(
            "", name, in, OptionalInt.empty(), Duration.ZERO, TestCase.Outcome.FAILED, "", text));
  }

  private Optional<Result> result() {
    if (tool.isEmpty()) {
      return Optional.empty();
    }
    var tests = new ArrayList<TestCase>();
    int failed = count("failed") + count("error") + count("errors");
    add(tests, count("passed") + count("xpassed"), TestCase.Outcome.PASSED);
    int unrun = count("skipped") + count("todo") + count("pending") + count("xfailed");
    add(tests, unrun, TestCase.Outcome.SKIPPED);
    boolean complete = failures.size() == failed;
    if (complete) {
      tests.addAll(failures.values());
    } else {
      add(tests, failed, TestCase.Outcome.FAILED);
    }
    if (!tests.isEmpty()) {
      tests.set(0, withTime(tests.getFirst()));
    }
    return Optional.of(new Result(tool, tests, complete));
  }

  // Single times are not printed; the sum is what counts.
  private TestCase withTime(TestCase test) {
    return new TestCase(
        test.suite(),
        test.name(),
        test.file(),
        test.line(),
        took,
        test.outcome(),
        test.message(),
        test.details());
  }

  private int count(String word) {
    return counts.getOrDefault(word, 0);
  }

  private static void add(List<TestCase> tests, int count, TestCase.Outcome outcome) {
    var test =
        new TestCase(
            "", "(unnamed)", Optional.empty(), OptionalInt.empty(), Duration.ZERO, outcome, "", "");
    for (int each = 0; each < count; each++) {
      tests.add(test);
    }
  }
}
