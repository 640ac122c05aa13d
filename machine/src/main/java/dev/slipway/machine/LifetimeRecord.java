package dev.slipway.machine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file that says what belongs to one lifetime: written before each thing is made, so that after
 * a crash nothing exists that no record names.
 *
 * <p>One line each: {@code process} (whose life it is), {@code marker} (of all its processes),
 * {@code folder} and {@code database} (a folder with a server in it).
 */
record LifetimeRecord(Path file) {
  private static final String SUFFIX = ".owner";

  /** What a record holds; folders are named in the order they were made. */
  record Content(
      Optional<ProcessIdentity> process,
      Optional<String> marker,
      List<Path> folders,
      List<Path> databases) {
    Content {
      folders = List.copyOf(folders);
      databases = List.copyOf(databases);
    }
  }

  static LifetimeRecord create(Path stateFolder, Owner owner) throws IOException {
    Path folder = folder(stateFolder);
    Files.createDirectories(folder);
    Path file = folder.resolve(Folders.uniqueName() + SUFFIX);
    String text = "process " + ProcessIdentity.OWN.line() + "\nmarker " + owner.marker() + "\n";
    Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
    return new LifetimeRecord(file);
  }

  static List<LifetimeRecord> all(Path stateFolder) throws IOException {
    List<LifetimeRecord> records = new ArrayList<>();
    if (!Files.isDirectory(folder(stateFolder))) {
      return records;
    }
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder(stateFolder), "*" + SUFFIX)) {
      files.forEach(file -> records.add(new LifetimeRecord(file)));
    }
    return records;
  }

  /** The file whose lock keeps two reapers apart. */
  static FileChannel openLock(Path stateFolder) throws IOException {
    Files.createDirectories(folder(stateFolder));
    return FileChannel.open(
        folder(stateFolder).resolve("reaper.lock"),
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE);
  }

  void addFolder(Path folder) throws IOException {
    append("folder " + folder);
  }

  void addDatabase(Path folder) throws IOException {
    append("database " + folder);
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  Content read() throws IOException {
    Optional<ProcessIdentity> process = Optional.empty();
    Optional<String> marker = Optional.empty();
    List<Path> folders = new ArrayList<>();
    List<Path> databases = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      int space = line.indexOf(' ');
      String value = line.substring(space + 1);
      String key = line.substring(0, Math.max(space, 0));
      if (key.equals("process")) {
        process = ProcessIdentity.parse(value);
      } else if (key.equals("marker")) {
        marker = Optional.of(value);
      } else if (key.equals("folder")) {
        folders.add(Path.of(value));
      } else if (key.equals("database")) {
        databases.add(Path.of(value));
      }
    }
    return new Content(process, marker, folders, databases);
  }

  private void append(String line) throws IOException {
    if (line.indexOf('\n') >= 0) {
      throw new IOException("A path with a line break cannot be recorded: " + line);
    }
    Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
  }

  private static Path folder(Path stateFolder) {
    return stateFolder.resolve("owners");
  }
}
