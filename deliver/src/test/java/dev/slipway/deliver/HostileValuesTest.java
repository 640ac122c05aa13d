package dev.slipway.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.document.Document;
import dev.slipway.document.Parsed;
import dev.slipway.document.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever stands at a key: reading ends with a delivery or with errors, and never throws. */
class HostileValuesTest {
  private static final List<String> VALUES =
      List.of(
          "",
          "~",
          "\"\"",
          "\"\\0\"",
          "\"sqlite:\\0\"",
          "-1",
          "0",
          "1.5",
          "99999999999999999999",
          "999999999GiB",
          "999999999d",
          "true",
          "[]",
          "{}",
          "[[]]",
          "[~]",
          "{a: {b: c}}",
          "../..",
          "/etc/passwd",
          "\"${\"",
          "\"${}\"",
          "\"${components..}\"",
          "\"${env.A}\"",
          "\"${secrets.A}\"",
          "http://[::1",
          "\"postgresql://:@\"",
          "x".repeat(300),
          "\"\\u202e \\ud83d\\ude00\"");

  /** A line gets every so many of them, the next line others. */
  private static final int EACH = 4;

  private static final long SEED = 4711;

  private static List<String> example() throws IOException {
    Path root = Path.of(System.getProperty("slipway.root"));
    return Files.readAllLines(root.resolve("docs/slipway.yaml"));
  }

  private static Optional<Delivery> read(List<String> lines) {
    Parsed<Document> document = Document.read("slipway.yaml", String.join("\n", lines) + "\n");
    if (document.value().isEmpty()) {
      return Optional.empty();
    }
    Parsed<Delivery> delivery = Delivery.of(document.value().get());
    assertThat(delivery.isPresent())
        .isEqualTo(delivery.problems().stream().noneMatch(Problem::isError));
    return delivery.value();
  }

  @Test
  void readsAnyValueAtAnyKey() throws IOException {
    List<String> example = example();
    int read = 0;
    for (int line = 0; line < example.size(); line++) {
      int colon = example.get(line).indexOf(": ");
      if (colon < 0 || example.get(line).stripLeading().startsWith("#")) {
        continue;
      }
      for (int value = line % EACH; value < VALUES.size(); value += EACH) {
        List<String> changed = new ArrayList<>(example);
        changed.set(line, example.get(line).substring(0, colon + 2) + VALUES.get(value));
        read(changed).ifPresent(HostileValuesTest::resolve);
        read++;
      }
    }
    assertThat(read).isGreaterThan(500);
  }

  @Test
  void readsTheExampleWithLinesLostAndDoubled() throws IOException {
    Random random = new Random(SEED);
    for (int round = 0; round < 200; round++) {
      List<String> lines = new ArrayList<>(example());
      for (int change = 0; change <= random.nextInt(4); change++) {
        int line = random.nextInt(lines.size());
        if (random.nextBoolean()) {
          lines.remove(line);
        } else {
          lines.add(random.nextInt(lines.size()), lines.get(line));
        }
      }
      read(lines).ifPresent(HostileValuesTest::resolve);
    }
  }

  /** What was read without errors can be resolved in every environment. */
  private static void resolve(Delivery delivery) {
    for (Environment environment : delivery.environments()) {
      Configuration configuration =
          new Configuration(
              delivery,
              environment,
              Outputs.of(environment, delivery.router()),
              Optional.empty(),
              Map.of());
      environment.components().forEach(configuration::settings);
      assertThat(configuration.missing()).isNotNull();
      assertThat(configuration.summary()).isNotNull();
    }
  }
}
