package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The content of a blob, checked against its name as it is read: the read that would tell the end
 * of a content that is not the blob's throws CORRUPT instead. For use by one thread.
 */
final class VerifyingInput extends InputStream {
  private final Path path;
  private final Digest digest;
  private final FileInputStream file;
  private final MessageDigest sha256 = sha256();
  private boolean verified;

  VerifyingInput(Path path, Digest digest) throws IOException {
    this.path = path;
    this.digest = digest;
    this.file = new FileInputStream(path.toFile());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new SlipwayException(ErrorCode.INTERNAL, "This Java has no SHA-256", e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = file.read(bytes, offset, length);
    if (read >= 0) {
      sha256.update(bytes, offset, read);
    } else if (!verified) {
      verify();
      verified = true;
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void verify() {
    Digest found = Digest.of(sha256.digest());
    if (!found.equals(digest)) {
      throw new SlipwayException(
          ErrorCode.CORRUPT,
          "The blob "
              + digest
              + " is damaged: its file "
              + path
              + " holds "
              + found
              + "; delete the file and make the blob anew");
    }
  }
}
