package dev.slipway.runner;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Whatever a step writes: reading it ends, does not throw, and no pair could break a process. */
class CommandFileFuzzTest {
  @FuzzTest(maxDuration = "10m")
  void readsAnyBytes(byte[] content) {
    String text = CommandFile.decode(content);
    Map<String, String> pairs = new LinkedHashMap<>();
    Optional<String> mistake = KeyValueFile.read(text, pairs::put);
    pairs.forEach(CommandFileFuzzTest::check);
    if (mistake.isPresent() && mistake.get().isBlank()) {
      throw new AssertionError("a mistake without a text");
    }
  }

  private static void check(String name, String value) {
    if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\n') >= 0) {
      throw new AssertionError("no name: " + name);
    }
    if (name.indexOf('\0') >= 0 || value.indexOf('\0') >= 0) {
      throw new AssertionError("NUL in " + name);
    }
  }
}
