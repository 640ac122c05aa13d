package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Contents by their SHA-256, one file each; safe for use by many threads and processes at once.
 *
 * <p>A blob appears by an atomic rename when it is whole. Putting the same content again replaces
 * the file, which mends a damaged one.
 */
public final class BlobStore {
  private static final Duration ABANDONED = Duration.ofDays(1);

  private final Path folder;
  private final Path temporary;
  private final Durability durability;
  private final InstantSource clock;

  /** The blobs below {@code root}, which is made when the first is written. */
  public BlobStore(Path root, Durability durability, InstantSource clock) {
    this.folder = root.resolve("sha256");
    this.temporary = root.resolve("tmp");
    this.durability = durability;
    this.clock = clock;
  }

  /** What a blob survives once it is in the store. */
  public enum Durability {
    /** The end of this process: for what can be made anew, such as caches. */
    PROCESS,
    /** A power cut, at the cost of a write to the disk for each blob. */
    POWER_CUT
  }

  /** A blob to be filled by writing to it. */
  public BlobWriter create() {
    try {
      Files.createDirectories(temporary);
      String name =
          ProcessHandle.current().pid()
              + "-"
              + Long.toHexString(ThreadLocalRandom.current().nextLong());
      return new BlobWriter(this, temporary.resolve(name));
    } catch (IOException e) {
      throw failed("write a blob into", e);
    }
  }

  /** Stores all that {@code content} yields; does not close it. */
  public Blob put(InputStream content) {
    try (BlobWriter writer = create()) {
      content.transferTo(writer);
      return writer.commit();
    } catch (IOException e) {
      throw failed("write a blob into", e);
    }
  }

  /** What the store knows of {@code digest}, if it holds it. */
  public Optional<Blob> find(Digest digest) {
    try {
      return Optional.of(stat(file(digest), digest));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed("look up " + digest + " in", e);
    }
  }

  /**
   * The content of a blob. It is checked as it streams: at its end a read throws CORRUPT if it was
   * not what the digest says, so act on it only once the end is reached.
   *
   * @throws SlipwayException NOT_FOUND if the store does not hold it
   */
  public InputStream open(Digest digest) {
    Path file = file(digest);
    try {
      InputStream content = new VerifyingInput(file, digest);
      touch(file);
      return content;
    } catch (FileNotFoundException e) {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND, "The blob store " + folder + " does not hold " + digest, e);
    } catch (IOException e) {
      throw failed("read " + digest + " from", e);
    }
  }

  /** Copies a blob to {@code target}, which appears only if the content is what the digest says. */
  public void copyTo(Digest digest, Path target) {
    Path partial = target.resolveSibling(target.getFileName() + ".partial");
    try {
      try (InputStream content = open(digest)) {
        Files.copy(content, partial, StandardCopyOption.REPLACE_EXISTING);
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(partial);
      }
    } catch (IOException e) {
      throw failed("copy " + digest + " to " + target + " from", e);
    }
  }

  /** All blobs, in no order. */
  public List<Blob> list() {
    List<Blob> blobs = new ArrayList<>();
    for (Path shard : children(folder)) {
      for (Path file : children(shard)) {
        String name = file.getFileName().toString();
        if (Digest.isDigest(name)) {
          find(new Digest(name)).ifPresent(blobs::add);
        }
      }
    }
    return blobs;
  }

  /** Removes a blob; false if it was not there. Who has it open reads it to its end. */
  public boolean delete(Digest digest) {
    try {
      return Files.deleteIfExists(file(digest));
    } catch (IOException e) {
      throw failed("delete " + digest + " from", e);
    }
  }

  /** Removes what writers left behind that ended more than a day ago without closing. */
  public void sweep() {
    Instant limit = clock.instant().minus(ABANDONED);
    for (Path file : children(temporary)) {
      try {
        if (isOlder(file, limit)) {
          Files.deleteIfExists(file);
        }
      } catch (IOException e) {
        throw failed("sweep", e);
      }
    }
  }

  boolean isDurable() {
    return durability == Durability.POWER_CUT;
  }

  /** Moves a whole file to its place. */
  Blob adopt(Path whole, Digest digest, long size) throws IOException {
    Path file = file(digest);
    Files.createDirectories(file.getParent());
    Instant now = clock.instant();
    Files.setLastModifiedTime(whole, FileTime.from(now));
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    if (isDurable()) {
      DiskSync.syncFolder(file);
    }
    return new Blob(digest, size, now);
  }

  SlipwayException failed(String what, IOException cause) {
    return new SlipwayException(
        ErrorCode.MACHINE,
        "Cannot " + what + " the blob store " + folder + ": " + cause.getMessage(),
        cause);
  }

  private Path file(Digest digest) {
    return folder.resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
  }

  private static Blob stat(Path file, Digest digest) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return new Blob(digest, attributes.size(), attributes.lastModifiedTime().toInstant());
  }

  /** Notes the use of a blob; one that was deleted just now, or is on a read-only disk, stays. */
  private void touch(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
    } catch (IOException stays) {
      // Only eviction looks at it.
    }
  }

  private List<Path> children(Path parent) {
    try (Stream<Path> children = Files.list(parent)) {
      return children.toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw failed("list", e);
    }
  }

  private static boolean isOlder(Path file, Instant limit) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(limit);
    } catch (NoSuchFileException gone) {
      return false;
    }
  }
}
