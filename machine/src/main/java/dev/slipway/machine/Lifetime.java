package dev.slipway.machine;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that was started for one owner, ended in reverse order when this is closed. Thread-safe;
 * closing may come from another thread, such as the one that answers Ctrl-C.
 *
 * <p>What it holds is recorded in a state folder before it is made; when this program dies, the
 * {@link Reaper} of the next one ends it.
 */
public final class Lifetime implements AutoCloseable {
  /** The start of the name of every folder that is made for a lifetime. */
  static final String FOLDER_PREFIX = "slipway-";

  private final Owner owner;
  private final Path stateFolder;
  private final LifetimeRecord record;
  private final Deque<AutoCloseable> resources = new ArrayDeque<>();
  private final Deque<Path> folders = new ArrayDeque<>();
  private boolean closed;

  private Lifetime(Owner owner, Path stateFolder, LifetimeRecord record) {
    this.owner = owner;
    this.stateFolder = stateFolder;
    this.record = record;
  }

  /** Begins a lifetime whose record is kept in a state folder ({@link UserFolders#state}). */
  public static Lifetime begin(Path stateFolder, Owner owner) {
    try {
      return new Lifetime(owner, stateFolder, LifetimeRecord.create(stateFolder, owner));
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE,
          "Cannot write to the state folder " + stateFolder + ": " + e.getMessage(),
          e);
    }
  }

  /**
   * Begins the lifetime of a part, such as one job of a run; it ends with this one at the latest.
   */
  public Lifetime child(String part) {
    return closing(begin(stateFolder, owner.child(part)));
  }

  /** Who answers for it. */
  public Owner owner() {
    return owner;
  }

  /** A new private folder among the temporary files, removed with all in it at the end. */
  public Path folder(String name) {
    return folder(Path.of(System.getProperty("java.io.tmpdir")), name);
  }

  /** A new private folder inside another one, removed with all in it at the end. */
  public synchronized Path folder(Path parent, String name) {
    refuseWhenClosed();
    Path folder =
        parent.toAbsolutePath().resolve(FOLDER_PREFIX + name + "-" + Folders.uniqueName());
    try {
      Files.createDirectories(parent);
      record.addFolder(folder);
      folders.push(folder);
      Folders.createPrivate(folder);
      return folder;
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "Cannot make the folder " + folder + ": " + e.getMessage(), e);
    }
  }

  /**
   * Closes something at the end, before whatever was handed in earlier; when the end has come
   * already, at once.
   *
   * @throws SlipwayException when this is closed
   */
  public <T extends AutoCloseable> T closing(T resource) {
    synchronized (this) {
      if (!closed) {
        resources.push(resource);
        return resource;
      }
    }
    close(resource, null);
    throw ended();
  }

  /** Records the folder of a database server that is about to be made; removed at the end. */
  synchronized void recordDatabase(Path folder) {
    refuseWhenClosed();
    try {
      record.addDatabase(folder);
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "Cannot write to the state folder: " + e.getMessage(), e);
    }
    folders.push(folder);
  }

  /**
   * Ends everything: closes what was handed in, in reverse order, kills what is left of the owner's
   * processes, and removes the folders. The first failure is thrown when all was tried, the others
   * suppressed; its record stays, so that the next reaper tries again. Closing twice does nothing.
   */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    @Nullable SlipwayException failure = null;
    for (AutoCloseable resource = next(); resource != null; resource = next()) {
      failure = close(resource, failure);
    }
    ProcessGroup.killOrphans(owner);
    for (Path folder : foldersNewestFirst()) {
      failure = close(() -> DiscardedFolder.discard(folder), failure);
    }
    if (failure == null) {
      failure = close(record::delete, null);
    }
    if (failure != null) {
      throw failure;
    }
  }

  private synchronized List<Path> foldersNewestFirst() {
    return List.copyOf(folders);
  }

  private synchronized @Nullable AutoCloseable next() {
    return resources.poll();
  }

  private synchronized void refuseWhenClosed() {
    if (closed) {
      throw ended();
    }
  }

  private SlipwayException ended() {
    return new SlipwayException(
        ErrorCode.MACHINE, owner.marker() + " has ended: nothing more can be started for it");
  }

  private static @Nullable SlipwayException close(
      AutoCloseable resource, @Nullable SlipwayException earlier) {
    try {
      resource.close();
      return earlier;
    } catch (Exception e) {
      SlipwayException failure =
          new SlipwayException(ErrorCode.MACHINE, "Cannot clean up: " + e.getMessage(), e);
      if (earlier == null) {
        return failure;
      }
      earlier.addSuppressed(failure);
      return earlier;
    }
  }
}
