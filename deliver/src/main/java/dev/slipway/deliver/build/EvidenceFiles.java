package dev.slipway.deliver.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The evidence of each release, one file a source. Safe for use by many threads and processes. */
final class EvidenceFiles {
  private static final int NAME = 16;

  private final Path root;

  EvidenceFiles(Path root) {
    this.root = root.resolve("evidence");
  }

  void attach(ReleaseId release, Evidence evidence) {
    byte[] source = evidence.source().getBytes(StandardCharsets.UTF_8);
    String name = Fingerprint.ofBytes(source).hex().substring(0, NAME) + ".json";
    new StateFile(folder(release).resolve(name)).write(evidence.encode());
  }

  /** The newest last. */
  List<Evidence> of(ReleaseId release) {
    List<Evidence> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder(release))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".json")).toList()) {
        new StateFile(file)
            .read()
            .ifPresent(bytes -> found.add(Evidence.of(JsonObject.parse(bytes, file.toString()))));
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw FileTree.fault("read", root, e);
    }
    found.sort(Comparator.comparing(Evidence::at).thenComparing(Evidence::source));
    return found;
  }

  void remove(ReleaseId release) {
    FileTree.delete(folder(release));
  }

  private Path folder(ReleaseId release) {
    return root.resolve(release.hex());
  }
}
