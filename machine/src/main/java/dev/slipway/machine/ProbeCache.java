package dev.slipway.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what a program printed about its version, by its path, size and time of change: asking
 * it costs a process. Thread-safe; a cache that cannot be written only makes later starts slower.
 */
final class ProbeCache {
  private final Path file;
  private @Nullable Map<String, String> known;

  private ProbeCache(Path file) {
    this.file = file;
  }

  static ProbeCache in(Path folder) {
    return new ProbeCache(folder.resolve("tool-versions"));
  }

  synchronized Optional<String> version(Path executable, Supplier<Optional<String>> probe) {
    String key;
    try {
      Path real = executable.toRealPath();
      key = real + "\t" + Files.getLastModifiedTime(real).toMillis() + "\t" + Files.size(real);
    } catch (IOException e) {
      return Optional.empty();
    }
    Map<String, String> entries = entries();
    String remembered = entries.get(key);
    if (remembered != null) {
      return remembered.isEmpty() ? Optional.empty() : Optional.of(remembered);
    }
    Optional<String> answer = probe.get();
    entries.put(key, answer.orElse(""));
    save(entries);
    return answer;
  }

  private Map<String, String> entries() {
    if (known != null) {
      return known;
    }
    Map<String, String> entries = new HashMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        int last = line.lastIndexOf('\t');
        if (last > 0) {
          entries.put(line.substring(0, last), line.substring(last + 1));
        }
      }
    } catch (IOException e) {
      entries.clear();
    }
    known = entries;
    return entries;
  }

  private void save(Map<String, String> entries) {
    StringBuilder text = new StringBuilder();
    entries.forEach((key, value) -> text.append(key).append('\t').append(value).append('\n'));
    try {
      Files.createDirectories(file.getParent());
      Path fresh = Files.createTempFile(file.getParent(), "tool-versions", ".new");
      Files.writeString(fresh, text);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // Asking again costs 30 ms; refusing to work would cost more.
    }
  }
}
