package dev.slipway.runner.action;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The artifacts of one run, each as {@code NAME.zip} beside a {@code NAME.json} that describes it.
 * Thread-safe.
 */
public final class ArtifactStore {
  private static final String DESCRIPTION = ".json";

  private final Path folder;

  private ArtifactStore(Path folder) {
    this.folder = folder;
  }

  /** Opens the artifacts in a folder, which is made with the first of them. */
  public static ArtifactStore open(Path folder) {
    return new ArtifactStore(folder);
  }

  /** All artifacts, in the order they were made. */
  public synchronized List<Artifact> all() {
    var all = new ArrayList<Artifact>();
    if (!Files.isDirectory(folder)) {
      return all;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + DESCRIPTION)) {
      for (Path file : files) {
        read(JsonTree.object(Files.readString(file))).ifPresent(all::add);
      }
    } catch (IOException e) {
      throw FileTree.fault("read the folder", folder, e);
    }
    all.sort(Comparator.comparingLong(Artifact::id));
    return all;
  }

  /** The artifact of that name; letter case counts. */
  public Optional<Artifact> find(String name) {
    return all().stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** The file an artifact is stored in. */
  public Path file(Artifact artifact) {
    return folder.resolve(artifact.name() + (artifact.zipped() ? ".zip" : ".raw"));
  }

  /** Writes what an artifact holds; returns the digest of what it wrote. */
  interface Content {
    String writeTo(Path file);
  }

  /**
   * Keeps an artifact under a name; one that is there is replaced only when told to.
   *
   * @return empty when the name is taken
   */
  synchronized Optional<Artifact> put(
      String name, boolean zipped, Optional<Instant> expires, boolean replace, Content content) {
    List<Artifact> present = all();
    Optional<Artifact> taken = present.stream().filter(a -> a.name().equals(name)).findFirst();
    if (taken.isPresent() && !replace) {
      return Optional.empty();
    }
    long id = present.stream().mapToLong(Artifact::id).max().orElse(0) + 1;
    FileTree.create(folder);
    try {
      Path fresh = Files.createTempFile(folder, "new-", ".part");
      try {
        String digest = content.writeTo(fresh);
        long size = Files.size(fresh);
        var artifact = new Artifact(id, name, size, digest, Instant.now(), expires, zipped);
        taken.ifPresent(this::delete);
        Files.move(fresh, file(artifact), StandardCopyOption.ATOMIC_MOVE);
        describe(artifact);
        return Optional.of(artifact);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw FileTree.fault("write an artifact to", folder, e);
    }
  }

  /** Removes an artifact. */
  synchronized void delete(Artifact artifact) {
    FileTree.delete(description(artifact));
    FileTree.delete(file(artifact));
  }

  private Path description(Artifact artifact) {
    return folder.resolve(artifact.name() + DESCRIPTION);
  }

  private void describe(Artifact artifact) throws IOException {
    try (OutputStream output = Files.newOutputStream(description(artifact));
        JsonGenerator json =
            new JsonFactory().createGenerator(ObjectWriteContext.empty(), output)) {
      json.writeStartObject();
      json.writeNumberProperty("id", artifact.id());
      json.writeStringProperty("name", artifact.name());
      json.writeNumberProperty("size", artifact.size());
      json.writeStringProperty("digest", artifact.digest());
      json.writeStringProperty("created", artifact.created().toString());
      if (artifact.expires().isPresent()) {
        json.writeStringProperty("expires", artifact.expires().get().toString());
      }
      json.writeBooleanProperty("zipped", artifact.zipped());
      json.writeEndObject();
    }
  }

  private static Optional<Artifact> read(Map<String, Object> tree) {
    if (tree.get("id") instanceof Double id
        && tree.get("name") instanceof String name
        && tree.get("size") instanceof Double size
        && tree.get("digest") instanceof String digest
        && tree.get("created") instanceof String created
        && tree.get("zipped") instanceof Boolean zipped) {
      Optional<Instant> expires =
          tree.get("expires") instanceof String text
              ? Optional.of(Instant.parse(text))
              : Optional.empty();
      return Optional.of(
          new Artifact(
              id.longValue(),
              name,
              size.longValue(),
              digest,
              Instant.parse(created),
              expires,
              zipped));
    }
    return Optional.empty();
  }
}
