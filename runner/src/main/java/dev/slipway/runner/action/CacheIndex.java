package dev.slipway.runner.action;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The entries of a cache store: one small JSON file each, whose time says when it was used. */
final class CacheIndex {
  private static final String SUFFIX = ".json";

  private final Path folder;

  CacheIndex(Path folder) {
    this.folder = folder;
  }

  /** An entry with the file it stands in. */
  record Filed(CacheEntry entry, Path file, Instant used) {}

  List<Filed> all() {
    var all = new ArrayList<Filed>();
    if (!Files.isDirectory(folder)) {
      return all;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path file : files) {
        read(file).ifPresent(all::add);
      }
    } catch (IOException e) {
      throw FileTree.fault("read the folder", folder, e);
    }
    return all;
  }

  // Another run may remove a file at any time: then it is simply not there.
  private static Optional<Filed> read(Path file) {
    try {
      Map<String, Object> tree = JsonTree.object(Files.readString(file));
      Instant used = Files.getLastModifiedTime(file).toInstant();
      return entry(tree).map(entry -> new Filed(entry, file, used));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<CacheEntry> entry(Map<String, Object> tree) {
    if (tree.get("key") instanceof String key
        && tree.get("version") instanceof String version
        && tree.get("ref") instanceof String ref
        && tree.get("created") instanceof String created
        && tree.get("size") instanceof Double size
        && tree.get("digest") instanceof String digest
        && tree.get("inPlace") instanceof List<?> places) {
      List<Path> inPlace =
          places.stream().filter(String.class::isInstance).map(p -> Path.of((String) p)).toList();
      return Optional.of(
          new CacheEntry(
              key, version, ref, Instant.parse(created), size.longValue(), digest, inPlace));
    }
    return Optional.empty();
  }

  /** Files an entry unless there is one of its key, version and ref; tells whether it did. */
  boolean add(CacheEntry entry) {
    Path file = file(entry);
    FileTree.create(folder);
    try {
      Path fresh = Files.createTempFile(folder, "new-", ".part");
      try {
        write(entry, fresh);
        // A hard link, unlike a move, never replaces what is there.
        Files.createLink(file, fresh);
        return true;
      } catch (FileAlreadyExistsException e) {
        return false;
      } finally {
        Files.delete(fresh);
      }
    } catch (IOException e) {
      throw FileTree.fault("write", file, e);
    }
  }

  boolean holds(String key, String version, String ref) {
    return Files.exists(folder.resolve(name(key, version, ref)));
  }

  private Path file(CacheEntry entry) {
    return folder.resolve(name(entry.key(), entry.version(), entry.ref()));
  }

  private static String name(String key, String version, String ref) {
    return Digests.hex(ref + "\n" + version + "\n" + key) + SUFFIX;
  }

  private static void write(CacheEntry entry, Path file) throws IOException {
    try (OutputStream output = Files.newOutputStream(file);
        JsonGenerator json =
            new JsonFactory().createGenerator(ObjectWriteContext.empty(), output)) {
      json.writeStartObject();
      json.writeStringProperty("key", entry.key());
      json.writeStringProperty("version", entry.version());
      json.writeStringProperty("ref", entry.ref());
      json.writeStringProperty("created", entry.created().toString());
      json.writeNumberProperty("size", entry.size());
      json.writeStringProperty("digest", entry.digest());
      json.writeArrayPropertyStart("inPlace");
      entry.inPlace().forEach(path -> json.writeString(path.toString()));
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  /** Notes that the entry was used now. */
  void touch(CacheEntry entry, Instant now) {
    try {
      Files.setLastModifiedTime(file(entry), FileTime.from(now));
    } catch (IOException e) {
      // It was evicted in between; what was read of it stays good.
      return;
    }
  }

  void remove(Filed filed) {
    try {
      Files.deleteIfExists(filed.file());
    } catch (IOException e) {
      throw FileTree.fault("remove", filed.file(), e);
    }
  }
}
