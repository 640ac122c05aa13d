package dev.slipway.machine;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The host ports that are promised, on this machine and in this program. Thread-safe.
 *
 * <p>A promise holds a lock file, so that two Slipway processes never promise the same port; the
 * operating system releases it when the process dies. Free ports come from below the ephemeral
 * range, where no outgoing connection can take them between the promise and the bind.
 */
public final class Ports {
  private static final int LOWEST = 20_000;
  private static final int BOUND = 32_000;
  private static final int ATTEMPTS = 1_000;
  private static final int DESCRIPTION_LIMIT = 400;

  /** Everybody may add a file, nobody may remove another's. */
  private static final int FOR_EVERYBODY = 01777;

  private final Path lockFolder;
  private final Map<Integer, Held> held = new HashMap<>();

  private record Held(Owner owner, FileChannel lock) {}

  private Ports(Path lockFolder) {
    this.lockFolder = lockFolder;
  }

  /** The ports of this machine: one lock folder for every user. */
  public static Ports ofMachine() {
    return at(Path.of("/tmp/slipway-ports"));
  }

  /** Ports with their locks in a folder of one's own. */
  public static Ports at(Path lockFolder) {
    return new Ports(lockFolder);
  }

  /** Promises some port that is free. */
  public PortPromise free(Owner owner) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, BOUND);
      if (claim(port, owner) instanceof Claim.Claimed claimed) {
        return claimed.promise();
      }
    }
    throw new SlipwayException(
        ErrorCode.PORT_TAKEN, "No free port between " + LOWEST + " and " + BOUND);
  }

  /** Asks for one port, for a fixed one in a workflow; never waits. */
  public synchronized Claim claim(int port, Owner owner) {
    Held holder = held.get(port);
    if (holder != null) {
      return new Claim.HeldByUs(port, holder.owner());
    }
    FileChannel lock = openLock(port);
    try {
      if (!isLockedNow(lock)) {
        String description = read(lock);
        lock.close();
        return new Claim.Taken(port, new Holder(OptionalLong.empty(), description));
      }
      if (!isFree(port)) {
        lock.close();
        return new Claim.Taken(
            port,
            holder(port).orElse(new Holder(OptionalLong.empty(), "a process of another user")));
      }
      describe(lock, owner);
    } catch (IOException e) {
      throw new SlipwayException(ErrorCode.MACHINE, "Cannot lock port " + port, e);
    }
    held.put(port, new Held(owner, lock));
    return new Claim.Claimed(new PortPromise(port, owner, () -> release(port, lock)));
  }

  private static boolean isLockedNow(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // Other ports of this program hold it.
      return false;
    }
  }

  /** Who listens on a port; empty when nobody does or we may not see it. */
  public static Optional<Holder> holder(int port) {
    return PortHolders.find(port);
  }

  /** Whether a server could listen on the port now, on every address. */
  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private synchronized void release(int port, FileChannel lock) {
    Held holder = held.get(port);
    if (holder == null || !holder.lock().equals(lock)) {
      return;
    }
    held.remove(port);
    try {
      lock.close();
    } catch (IOException e) {
      throw new SlipwayException(ErrorCode.MACHINE, "Cannot release port " + port, e);
    }
  }

  private FileChannel openLock(int port) {
    Path file = lockFolder.resolve(port + ".lock");
    try {
      makeFolder();
      return open(file);
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "Cannot open the lock of port " + port + ": " + e.getMessage(), e);
    }
  }

  private void makeFolder() throws IOException {
    if (Files.isDirectory(lockFolder)) {
      return;
    }
    Files.createDirectories(lockFolder);
    Files.setAttribute(lockFolder, "unix:mode", FOR_EVERYBODY);
  }

  /**
   * Opens a lock that is there without asking to create it: in a shared folder the kernel refuses
   * that for another user's file (fs.protected_regular in proc_sys_fs(5)).
   */
  private static FileChannel open(Path file) throws IOException {
    try {
      return FileChannel.open(file, READ, WRITE, NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return create(file);
    }
  }

  private static FileChannel create(Path file) throws IOException {
    try {
      FileChannel channel = FileChannel.open(file, CREATE_NEW, READ, WRITE);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
      return channel;
    } catch (FileAlreadyExistsException e) {
      return FileChannel.open(file, READ, WRITE, NOFOLLOW_LINKS);
    }
  }

  private static void describe(FileChannel lock, Owner owner) throws IOException {
    String text = "Slipway process " + ProcessHandle.current().pid() + " (" + owner.marker() + ")";
    lock.truncate(0);
    lock.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
  }

  private static String read(FileChannel lock) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(DESCRIPTION_LIMIT);
    int length = lock.read(buffer, 0);
    if (length <= 0) {
      return "another Slipway process";
    }
    return new String(buffer.array(), 0, length, StandardCharsets.UTF_8);
  }
}
