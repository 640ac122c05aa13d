package dev.slipway.machine;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** All that was started for one owner, ended in reverse order when this is closed. Thread-safe. */
public final class Lifetime implements AutoCloseable {
  private final Owner owner;
  private final Path stateFolder;
  private final Deque<AutoCloseable> resources = new ArrayDeque<>();

  private Lifetime(Owner owner, Path stateFolder) {
    this.owner = owner;
    this.stateFolder = stateFolder;
  }

  /** Begins a lifetime whose record is kept in a state folder, such as {@code .slipway}. */
  public static Lifetime begin(Path stateFolder, Owner owner) {
    return new Lifetime(owner, stateFolder);
  }

  /** Who answers for it. */
  public Owner owner() {
    return owner;
  }

  /** A new private folder, removed with all in it at the end. */
  public Path folder(String name) {
    try {
      Files.createDirectories(stateFolder);
      return recorded(Files.createTempDirectory(stateFolder, name + "-"));
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "Cannot make a folder in " + stateFolder + ": " + e.getMessage(), e);
    }
  }

  /** Closes something at the end, before whatever was handed in earlier. */
  public synchronized <T extends AutoCloseable> T closing(T resource) {
    resources.push(resource);
    return resource;
  }

  /** Removes a folder at the end. */
  Path recorded(Path folder) {
    closing(() -> Folders.delete(folder));
    return folder;
  }

  /** Ends everything; the first failure is thrown when all was tried, the others suppressed. */
  @Override
  public void close() {
    @Nullable SlipwayException failure = null;
    for (AutoCloseable resource = next(); resource != null; resource = next()) {
      try {
        resource.close();
      } catch (Exception e) {
        if (failure == null) {
          failure =
              new SlipwayException(ErrorCode.MACHINE, "Cannot clean up: " + e.getMessage(), e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private synchronized @Nullable AutoCloseable next() {
    return resources.poll();
  }
}
