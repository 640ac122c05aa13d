package dev.slipway.machine;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Looks programs up as a shell does. */
public final class Programs {
  static final String USUAL_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private Programs() {}

  /** In this program's own PATH, then in the usual folders. */
  static Optional<Path> find(String name) {
    String own = System.getenv("PATH");
    return find(name, own == null ? USUAL_PATH : own + ":" + USUAL_PATH);
  }

  /** In a search path as PATH holds one; a name with a slash is a path already. */
  public static Optional<Path> find(String name, String searchPath) {
    if (name.indexOf('/') >= 0) {
      Path path = Path.of(name);
      return isProgram(path) ? Optional.of(path) : Optional.empty();
    }
    for (String folder : searchPath.split(File.pathSeparator, -1)) {
      Path candidate = Path.of(folder.isEmpty() ? "." : folder, name);
      if (isProgram(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /**
   * The program that a process is to be.
   *
   * @throws SlipwayException when it is not installed or the folder to start in is not there
   */
  static Path require(ProcessSpec spec) {
    String name = spec.argv().getFirst();
    if (!Files.isDirectory(spec.directory())) {
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

  private static boolean isProgram(Path path) {
    return Files.isExecutable(path) && !Files.isDirectory(path);
  }
}
