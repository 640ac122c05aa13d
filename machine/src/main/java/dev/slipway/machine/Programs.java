package dev.slipway.machine;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks programs up as a shell does. */
public final class Programs {
  static final String USUAL_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /** The steps of a job look for the same few shells in the same PATH again and again. */
  private static volatile Search last = Search.of("", "");

  private Programs() {}

  /** Where a program of that name may be. */
  private record Search(String name, String path, List<File> places) {
    static Search of(String name, String path) {
      List<File> places =
          Stream.of(path.split(File.pathSeparator, -1))
              .map(folder -> new File(folder.isEmpty() ? "." : folder, name))
              .toList();
      return new Search(name, path, places);
    }

    Optional<Path> find() {
      for (File place : places) {
        if (isProgram(place)) {
          return Optional.of(place.toPath());
        }
      }
      return Optional.empty();
    }
  }

  /** In this program's own PATH, then in the usual folders. */
  static Optional<Path> find(String name) {
    String own = System.getenv("PATH");
    return find(name, own == null ? USUAL_PATH : own + ":" + USUAL_PATH);
  }

  /** In a search path as PATH holds one; a name with a slash is a path already. */
  public static Optional<Path> find(String name, String searchPath) {
    if (name.indexOf('/') >= 0) {
      return isProgram(new File(name)) ? Optional.of(Path.of(name)) : Optional.empty();
    }
    Search search = last;
    if (!search.name().equals(name) || !search.path().equals(searchPath)) {
      search = Search.of(name, searchPath);
      last = search;
    }
    return search.find();
  }

  /**
   * The program that a process is to be.
   *
   * @throws SlipwayException when it is not installed or the folder to start in is not there
   */
  static Path require(ProcessSpec spec) {
    String name = spec.argv().getFirst();
    if (!spec.directory().toFile().isDirectory()) {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND,
          "Cannot start "
              + name
              + ": its working directory "
              + spec.directory()
              + " does not exist");
    }
    Optional<Path> program =
        name.indexOf('/') >= 0
            ? find(spec.directory().resolve(name).toString())
            : find(name, spec.environment().getOrDefault("PATH", USUAL_PATH));
    return program.orElseThrow(
        () ->
            new SlipwayException(
                ErrorCode.TOOL_MISSING,
                "Cannot start "
                    + name
                    + ": it is not installed, or not in its PATH ("
                    + spec.environment().getOrDefault("PATH", "no PATH")
                    + ")"));
  }

  // Asked for every folder of a PATH at every start: a File knows at a fraction of a Path's cost.
  private static boolean isProgram(File file) {
    return file.canExecute() && !file.isDirectory();
  }
}
