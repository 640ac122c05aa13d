package dev.slipway.runner;

import dev.slipway.store.LogId;
import dev.slipway.store.LogStore;
import dev.slipway.store.LogWriter;
import dev.slipway.store.Masker;
import dev.slipway.store.Secret;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Measures how fast step output becomes a masked log: {@code LogThroughput [MEGABYTES] [RUNS]}.
 *
 * <p>Lines are 100 bytes long; one in a thousand holds one of five secrets, one in ten thousand is
 * a command. Prints a line of JSON for each run, the fastest last.
 */
final class LogThroughput {
  private static final int LINE = 100;
  private static final int CHUNK = 64 * 1024;
  private static final String[] SECRETS = {
    "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
    "correct horse battery staple",
    "postgres://harbor:s3cr3t@db.internal:5432/harbor",
    "AKIAIOSFODNN7EXAMPLE",
    "-----BEGIN KEY-----\nMIIEpAIBAAKCAQEA1c7\nq8Rk2vQ1u9e0Zx\n-----END KEY-----"
  };

  private LogThroughput() {}

  public static void main(String[] arguments) throws IOException {
    int megabytes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
    int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    byte[] block = block();
    Path folder = Files.createTempDirectory("log-throughput");
    try {
      for (int run = 0; run < runs; run++) {
        report("plain", megabytes, measure(folder, block, megabytes, ""));
      }
      report("matching", megabytes, measure(folder, block, megabytes, matchers()));
    } finally {
      delete(folder);
    }
  }

  private static Taken measure(Path folder, byte[] block, int megabytes, String matchers)
      throws IOException {
    Masker masker = new Masker();
    for (String secret : SECRETS) {
      masker.add(Secret.of(secret));
    }
    OutputScope scope = new OutputScope(masker, folder, "harbor/harbor");
    if (!matchers.isEmpty()) {
      byte[] json = matchers.getBytes(StandardCharsets.UTF_8);
      scope.matchers().add(MatcherFile.parse(json, "matchers"));
    }
    Path path = Files.createTempDirectory(folder, "run");
    LogStore store = new LogStore(path, InstantSource.system());
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long cpuStart = threads.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    try (LogWriter writer = store.open(LogId.of("bench"));
        StepLog log = new StepLog(masker, writer, new StepEffects(), false, 1);
        StepOutput output = new StepOutput(scope, CommandPolicy.of(Map.of()), log)) {
      long left = megabytes * 1_000_000L;
      int at = 0;
      while (left > 0) {
        int count = (int) Math.min(left, Math.min(CHUNK, block.length - at));
        output.write(block, at, count);
        left -= count;
        at = (at + count) % block.length;
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpuSeconds = (threads.getCurrentThreadCpuTime() - cpuStart) / 1e9;
    delete(path);
    return new Taken(seconds, cpuSeconds);
  }

  /** How long a run took, and how long of that the processor was ours. */
  private record Taken(double seconds, double cpuSeconds) {}

  private static void report(String kind, int megabytes, Taken taken) {
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        Locale.ROOT,
        "{\"bench\":\"logs\",\"kind\":\"%s\",\"megabytes\":%d,\"mb_per_s\":%.0f,\"mb_per_cpu_s\":%.0f,\"heap_mb\":%d,"
            + "\"heap_limit_mb\":%d}%n",
        kind,
        megabytes,
        megabytes / taken.seconds(),
        megabytes / taken.cpuSeconds(),
        runtime.totalMemory() / 1_000_000,
        runtime.maxMemory() / 1_000_000);
  }

  /** Some megabytes of lines that look like those of builds. */
  private static byte[] block() {
    Random random = new Random(42);
    StringBuilder text = new StringBuilder();
    for (int number = 0; number < 80_000; number++) {
      StringBuilder line = new StringBuilder(LINE);
      line.append("[INFO] ").append(number % 10_000 == 5000 ? "" : "module ");
      if (number % 1000 == 500) {
        line.append(SECRETS[number / 1000 % 4]).append(' ');
      }
      while (line.length() < LINE - 1) {
        line.append(Integer.toString(random.nextInt(), 36))
            .append(random.nextInt(5) == 0 ? '/' : ' ');
      }
      line.setLength(LINE - 1);
      if (number % 10_000 == 7000) {
        line.replace(0, 11, "::debug::  ");
      }
      text.append(line).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** The three of setup-node and the one of setup-python. */
  private static String matchers() {
    return """
    {"problemMatcher": [
      {"owner": "eslint-compact", "pattern": [{"regexp": "^(.+):\\\\sline\\\\s(\\\\d+),\\\\scol\\\\s(\\\\d+),\\\\s(Error|Warning|Info)\\\\s-\\\\s(.+)\\\\s\\\\((.+)\\\\)$", "file": 1, "line": 2, "column": 3, "severity": 4, "message": 5, "code": 6}]},
      {"owner": "eslint-stylish", "pattern": [{"regexp": "^([^\\\\s].*)$", "file": 1}, {"regexp": "^\\\\s+(\\\\d+):(\\\\d+)\\\\s+(error|warning|info)\\\\s+(.*)\\\\s\\\\s+(.*)$", "line": 1, "column": 2, "severity": 3, "message": 4, "code": 5, "loop": true}]},
      {"owner": "tsc", "pattern": [{"regexp": "^([^\\\\s].*)[\\\\(:](\\\\d+)[,:](\\\\d+)(?:\\\\):\\\\s+|\\\\s+-\\\\s+)(error|warning|info)\\\\s+TS(\\\\d+)\\\\s*:\\\\s*(.*)$", "file": 1, "line": 2, "column": 3, "severity": 4, "code": 5, "message": 6}]},
      {"owner": "python", "pattern": [{"regexp": "^\\\\s*File\\\\s\\\\\\"(.*)\\\\\\",\\\\sline\\\\s(\\\\d+),\\\\sin\\\\s(.*)$", "file": 1, "line": 2}, {"regexp": "^\\\\s*raise\\\\s(.*)\\\\(\\\\'(.*)\\\\'\\\\)$", "message": 2}]}
    ]}
    """;
  }

  private static void delete(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
