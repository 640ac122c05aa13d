package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * A blob being written; it is in the store once {@link #commit} has returned, and was never there
 * if it is closed before. Small writes go to the file one by one: buffer them. For use by one
 * thread.
 */
public final class BlobWriter extends OutputStream {
  private final BlobStore store;
  private final Path temporary;
  private final FileOutputStream file;
  private final MessageDigest sha256 = VerifyingInput.sha256();
  private long size;
  private boolean closed;

  BlobWriter(BlobStore store, Path temporary) throws IOException {
    this.store = store;
    this.temporary = Files.createFile(temporary);
    this.file = new FileOutputStream(temporary.toFile());
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    file.write(bytes, offset, length);
    sha256.update(bytes, offset, length);
    size += length;
  }

  /** Puts what was written into the store; nothing can be written after it. */
  public Blob commit() {
    if (closed) {
      throw new SlipwayException(ErrorCode.INTERNAL, "This blob is committed or closed already");
    }
    try {
      if (store.isDurable()) {
        file.getFD().sync();
      }
      file.close();
      Blob blob = store.adopt(temporary, Digest.of(sha256.digest()), size);
      closed = true;
      return blob;
    } catch (IOException e) {
      throw store.failed("write a blob into", e);
    }
  }

  /** Drops what was written, unless it is committed. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (file) {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      throw store.failed("drop a blob of", e);
    }
  }
}
