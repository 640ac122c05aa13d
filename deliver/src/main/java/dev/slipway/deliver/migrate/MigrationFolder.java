package dev.slipway.deliver.migrate;

import dev.slipway.document.Position;
import dev.slipway.document.Problem;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The migration files of a folder in the order of their versions.
 *
 * @param problems what is wrong with the names, each an error
 */
record MigrationFolder(List<MigrationFile> files, List<Problem> problems) {
  private static final long LARGEST_FILE = 64L << 20;

  MigrationFolder {
    files = List.copyOf(files);
    problems = List.copyOf(problems);
  }

  /** Reads a folder; files that are no SQL are left alone. */
  static MigrationFolder read(Path folder, String shown) {
    List<Path> paths;
    try (Stream<Path> entries = Files.list(folder)) {
      paths =
          entries
              .filter(path -> path.toString().endsWith(".sql"))
              .filter(Files::isRegularFile)
              .sorted()
              .toList();
    } catch (IOException unreadable) {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND, "The folder of migrations " + shown + " cannot be read", unreadable);
    }
    Map<Version, MigrationFile> files = new TreeMap<>();
    List<Problem> problems = new ArrayList<>();
    for (Path path : paths) {
      String base = path.getFileName().toString();
      String file = shown + "/" + base;
      Optional<FileName> name = FileName.parse(base);
      if (name.isPresent()) {
        MigrationFile read = MigrationFile.read(name.get(), file, text(path), Dialect.POSTGRESQL);
        add(read, files, problems);
      } else if (!FileName.isDown(base)) {
        problems.add(badName(base, file));
      }
    }
    List<MigrationFile> ordered = new ArrayList<>(files.values());
    ordered.sort(Comparator.comparing(file -> file.migration().version()));
    return new MigrationFolder(ordered, problems);
  }

  private static void add(
      MigrationFile file, Map<Version, MigrationFile> files, List<Problem> problems) {
    Migration migration = file.migration();
    MigrationFile other = files.putIfAbsent(migration.version(), file);
    if (other != null) {
      problems.add(
          Problem.error(
                  Position.wholeFile(migration.file()),
                  "duplicate-version",
                  "Version " + migration.version() + " is taken by " + other.migration().file())
              .withHint("give one of them a version of its own"));
    }
  }

  private static Problem badName(String base, String file) {
    String hint = "name it NNN_what_it_does.sql, YYYYMMDDHHMMSS_what_it_does.sql or V1__what.sql";
    if (base.startsWith("R__")) {
      hint = "repeatable migrations are not supported: write a new version instead";
    }
    return Problem.error(
            Position.wholeFile(file), "migration-name", "This is no name of a migration")
        .withHint(hint);
  }

  private static String text(Path path) {
    try {
      if (Files.size(path) > LARGEST_FILE) {
        throw new SlipwayException(
            ErrorCode.INVALID_DOCUMENT,
            path + ": larger than 64 MiB; load such data outside of a migration");
      }
      return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new SlipwayException(ErrorCode.MACHINE, path + ": cannot be read", unreadable);
    }
  }
}
