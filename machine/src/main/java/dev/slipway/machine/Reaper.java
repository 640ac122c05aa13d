package dev.slipway.machine;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Removes what belonged to programs that died without cleaning up: processes, database servers and
 * folders. Run at start-up.
 *
 * <p>A record is a claim, not an order: a process is killed only when it carries the marker itself,
 * a folder removed only when its name is one that we give. What belongs to a deployment stays.
 */
public final class Reaper {
  private Reaper() {}

  /**
   * Removes what is left in a state folder and says what that was. When another program is at it,
   * nothing is done.
   */
  public static List<String> reap(Path stateFolder) {
    try {
      if (LifetimeRecord.all(stateFolder).isEmpty()) {
        return List.of();
      }
      try (FileChannel channel = LifetimeRecord.openLock(stateFolder)) {
        if (channel.tryLock() == null) {
          return List.of();
        }
        return reapAll(stateFolder);
      }
    } catch (OverlappingFileLockException e) {
      return List.of();
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "Cannot clean up after " + stateFolder + ": " + e.getMessage(), e);
    }
  }

  /**
   * Removes what is left of folders inside {@code parent} that were on their way out when the
   * machine stopped.
   */
  public static void sweep(Path parent) {
    if (!Files.isDirectory(parent)) {
      return;
    }
    try (DirectoryStream<Path> left =
        Files.newDirectoryStream(parent, DiscardedFolder.PREFIX + "*")) {
      for (Path folder : left) {
        Folders.delete(folder);
      }
    } catch (IOException e) {
      // Somebody else is removing them.
    }
  }

  private static List<String> reapAll(Path stateFolder) throws IOException {
    List<String> removed = new ArrayList<>();
    boolean dead = false;
    for (LifetimeRecord record : LifetimeRecord.all(stateFolder)) {
      LifetimeRecord.Content content;
      try {
        content = record.read();
      } catch (NoSuchFileException e) {
        // Its owner has just ended in good order.
        continue;
      }
      Optional<Owner> owner = content.marker().flatMap(Owner::ofMarker);
      if (owner.isEmpty() || owner.get().kind() == Owner.Kind.DEPLOYMENT || !isDead(content)) {
        continue;
      }
      reap(owner.get(), content, removed);
      record.delete();
      dead = true;
    }
    if (dead) {
      NamedPipe.sweep();
    }
    return removed;
  }

  private static boolean isDead(LifetimeRecord.Content content) {
    return content
        .process()
        .map(process -> process.state() == ProcessIdentity.State.DEAD)
        .orElse(false);
  }

  /** After a restart of the machine nothing is left of it. */
  private static long since(LifetimeRecord.Content content) {
    return content
        .process()
        .filter(process -> process.boot().equals(ProcessIdentity.OWN.boot()))
        .map(ProcessIdentity::start)
        .orElse(Long.MAX_VALUE);
  }

  private static void reap(Owner owner, LifetimeRecord.Content content, List<String> removed)
      throws IOException {
    for (Path database : content.databases()) {
      DatabaseFolder.stop(database).ifPresent(pid -> removed.add("database server " + pid));
    }
    for (Orphan orphan : ProcessTree.killAll(owner, since(content))) {
      removed.add("process " + orphan.pid() + " (" + orphan.name() + ")");
    }
    List<Path> folders = new ArrayList<>(content.folders());
    folders.addAll(content.databases());
    for (Path folder : folders.reversed()) {
      if (Files.exists(folder) && isOurs(folder)) {
        Folders.delete(folder);
        removed.add("folder " + folder);
      }
    }
  }

  private static boolean isOurs(Path folder) throws IOException {
    Path name = folder.getFileName();
    Path parent = folder.getParent();
    return folder.isAbsolute()
        && name != null
        && parent != null
        && name.toString().startsWith(Lifetime.FOLDER_PREFIX)
        && folder.toRealPath().equals(parent.toRealPath().resolve(name));
  }
}
