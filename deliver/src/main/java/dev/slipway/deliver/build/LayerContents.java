package dev.slipway.deliver.build;

import dev.slipway.store.BlobStore;
import dev.slipway.store.Digest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Reads what is in the layers of components without unpacking them. */
final class LayerContents {
  private static final Pattern PYTHON_PACKAGE =
      Pattern.compile("lib/python[^/]*/site-packages/(.+)-([^-/]+)\\.dist-info/METADATA");
  private static final String NODE_LOCK = ".package-lock.json";
  private static final String NODE_FOLDER = NodeModules.FOLDER + "/";
  private static final Pattern DERIVED = Pattern.compile("(.*/)?__pycache__/.*|.*\\.(gz|br)");

  private final BlobStore blobs;

  LayerContents(BlobStore blobs) {
    this.blobs = blobs;
  }

  /** The project's own files with the digests of their contents; nothing derived from them. */
  Map<String, String> ownFiles(BuiltComponent component) {
    Map<String, String> files = new TreeMap<>();
    for (Layer layer : component.layers()) {
      if (layer.path().isEmpty()) {
        read(
            layer.archive(),
            (entry, content) -> {
              if (!entry.isDirectory() && !DERIVED.matcher(entry.getName()).matches()) {
                files.put(entry.getName(), fingerprint(entry, content));
              }
            });
      }
    }
    return files;
  }

  /** The packages of its Python or Node.js layer with their versions. */
  Map<String, String> packages(BuiltComponent component) {
    Map<String, String> packages = new TreeMap<>();
    for (Layer layer : component.layers()) {
      switch (layer.path()) {
        case PythonLayer.FOLDER -> addPython(layer.archive(), packages);
        case NodeModules.FOLDER -> addNode(layer.archive(), packages);
        default -> {}
      }
    }
    return packages;
  }

  /** Whether every file of an archive is in a folder with the content it should have. */
  boolean isAllIn(Digest archive, Path folder) {
    AtomicBoolean whole = new AtomicBoolean(true);
    read(
        archive,
        (entry, content) -> {
          Path file = folder.resolve(entry.getName());
          if (entry.isFile() && whole.get()) {
            whole.set(
                Files.isRegularFile(file)
                    && Files.size(file) == entry.getSize()
                    && Arrays.equals(Files.readAllBytes(file), content.readAllBytes()));
          } else if (entry.isSymbolicLink()) {
            whole.compareAndSet(true, Files.isSymbolicLink(file));
          }
        });
    return whole.get();
  }

  private void addPython(Digest archive, Map<String, String> packages) {
    read(
        archive,
        (entry, content) -> {
          Matcher matcher = PYTHON_PACKAGE.matcher(entry.getName());
          if (matcher.matches()) {
            packages.put(matcher.group(1), matcher.group(2));
          }
        });
  }

  private void addNode(Digest archive, Map<String, String> packages) {
    read(
        archive,
        (entry, content) -> {
          if (entry.getName().equals(NODE_LOCK)) {
            JsonObject lock = JsonObject.parse(content.readAllBytes(), NODE_LOCK);
            addNode(lock.object("packages"), packages);
          }
        });
  }

  /** A path outside of {@code node_modules} is a workspace, which is no package of others. */
  private static void addNode(JsonObject locked, Map<String, String> packages) {
    for (String path : locked.members().keySet()) {
      int folder = path.lastIndexOf(NODE_FOLDER);
      if (folder >= 0) {
        String name = path.substring(folder + NODE_FOLDER.length());
        locked.object(path).optional("version").ifPresent(version -> packages.put(name, version));
      }
    }
  }

  private static String fingerprint(TarArchiveEntry entry, InputStream content) throws IOException {
    if (entry.isSymbolicLink()) {
      return "link to " + entry.getLinkName();
    }
    return entry.getMode() + " " + Fingerprint.ofBytes(content.readAllBytes()).hex();
  }

  private void read(Digest archive, Visit visit) {
    try (InputStream blob = blobs.open(archive);
        TarArchiveInputStream tar =
            new TarArchiveInputStream(
                new BufferedInputStream(blob, 1 << 16), StandardCharsets.UTF_8.name())) {
      TarArchiveEntry entry = tar.getNextEntry();
      while (entry != null) {
        visit.visit(entry, tar);
        entry = tar.getNextEntry();
      }
    } catch (IOException e) {
      throw FileTree.fault("read the archive", Path.of(archive.hex()), e);
    }
  }

  /** Looks at one entry. */
  private interface Visit {
    void visit(TarArchiveEntry entry, InputStream content) throws IOException;
  }
}
