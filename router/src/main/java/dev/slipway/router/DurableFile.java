package dev.slipway.router;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A small file that always holds its old or its new content, whatever moment the process or the
 * machine dies at. Not safe for use by several threads at once.
 *
 * <p>The content goes to a file beside it, then to the disk, and takes the name in one step; the
 * content before stays as {@code NAME.previous}. The first line names the length and SHA-256 of the
 * rest, so that damage from elsewhere is noticed instead of obeyed.
 */
final class DurableFile {
  private static final String MAGIC = "slipway-state 1";
  private static final int LONGEST_HEADER = 128;

  private final Path path;
  private final Path next;
  private final Path previous;
  private final Path nextPrevious;

  DurableFile(Path path) {
    this.path = path.toAbsolutePath();
    this.next = beside(".new");
    this.previous = beside(".previous");
    this.nextPrevious = beside(".previous.new");
  }

  /** The file that the content before is kept in. */
  Path previous() {
    return previous;
  }

  /**
   * The content last written; empty when nothing was ever written.
   *
   * @throws SlipwayException CORRUPT when the file is not what was written
   */
  Optional<byte[]> read() {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(path);
    } catch (NoSuchFileException never) {
      if (Files.exists(previous)) {
        throw corrupt("is gone");
      }
      return Optional.empty();
    } catch (IOException unreadable) {
      throw new SlipwayException(
          ErrorCode.MACHINE, path + " cannot be read: " + reason(unreadable), unreadable);
    }
    return Optional.of(verified(bytes));
  }

  /** Returns when the content is on the disk under its name. */
  void write(byte[] content) {
    try {
      if (path.getParent() != null) {
        Files.createDirectories(path.getParent());
      }
      writeNext(content);
      keepPrevious();
      Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
      syncFolder();
    } catch (IOException refused) {
      throw new SlipwayException(
          ErrorCode.MACHINE, path + " cannot be written: " + reason(refused), refused);
    }
  }

  private void writeNext(byte[] content) throws IOException {
    Files.deleteIfExists(next);
    Files.createFile(
        next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    String header = MAGIC + " sha256=" + digest(content) + " length=" + content.length + "\n";
    byte[] first = header.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer all = ByteBuffer.allocate(first.length + content.length).put(first).put(content);
    all.flip();
    try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
      while (all.hasRemaining()) {
        channel.write(all);
      }
      channel.force(true);
    }
  }

  /** A second name of the same file costs no copy and is never half there. */
  private void keepPrevious() throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    Files.deleteIfExists(nextPrevious);
    try {
      Files.createLink(nextPrevious, path);
    } catch (UnsupportedOperationException | IOException noSecondNames) {
      Files.copy(path, nextPrevious, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(nextPrevious, previous, StandardCopyOption.ATOMIC_MOVE);
  }

  private void syncFolder() throws IOException {
    try (FileChannel folder = FileChannel.open(path.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  private byte[] verified(byte[] bytes) {
    int end = 0;
    while (end < Math.min(bytes.length, LONGEST_HEADER) && bytes[end] != '\n') {
      end++;
    }
    if (end == bytes.length || end == LONGEST_HEADER) {
      throw corrupt("has no first line that Slipway wrote");
    }
    String header = new String(bytes, 0, end, StandardCharsets.US_ASCII);
    if (!header.startsWith(MAGIC + " ")) {
      throw corrupt("begins with '" + header + "' instead of '" + MAGIC + " ...'");
    }
    byte[] content = new byte[bytes.length - end - 1];
    System.arraycopy(bytes, end + 1, content, 0, content.length);
    String wanted = MAGIC + " sha256=" + digest(content) + " length=" + content.length;
    if (!header.equals(wanted)) {
      throw corrupt("does not match the checksum in its first line");
    }
    return content;
  }

  /** The fault that says how to go on with an unusable file. */
  SlipwayException corrupt(String what) {
    String mend = "; move it away to start with nothing";
    if (Files.exists(previous)) {
      mend = "; 'mv " + previous + " " + path + "' goes back to the state before the last change";
    }
    return new SlipwayException(ErrorCode.CORRUPT, path + " " + what + mend);
  }

  private Path beside(String ending) {
    return path.resolveSibling(path.getFileName() + ending);
  }

  private static String reason(IOException problem) {
    return problem.getClass().getSimpleName() + ": " + problem.getMessage();
  }

  private static String digest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new SlipwayException(ErrorCode.INTERNAL, "no SHA-256", everyJdkHasIt);
    }
  }
}
