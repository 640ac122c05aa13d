package dev.slipway.deliver.build;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.Digest;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 over texts and files, each with its length before it so that no two sequences are the
 * same bytes. For use by one thread.
 */
final class Fingerprint {
  private static final int BUFFER = 64 * 1024;

  private final MessageDigest sha256 = sha256();
  private final byte[] buffer = new byte[BUFFER];

  static Digest ofBytes(byte[] bytes) {
    return new Digest(HexFormat.of().formatHex(sha256().digest(bytes)));
  }

  /** Adds a text. */
  Fingerprint add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    sha256.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    sha256.update(bytes);
    return this;
  }

  /** Adds texts, and how many they are. */
  Fingerprint add(Iterable<String> texts) {
    int count = 0;
    for (String text : texts) {
      add(text);
      count++;
    }
    return add("[" + count + "]");
  }

  /** Adds a file below {@code root}: its name, kind and content; one that is gone adds nothing. */
  Fingerprint addFile(Path root, String name) throws IOException {
    Path file = root.resolve(name);
    if (Files.isSymbolicLink(file)) {
      return add(name).add("link").add(Files.readSymbolicLink(file).toString());
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return this;
    }
    add(name).add(Files.isExecutable(file) ? "program" : "file");
    try (FileInputStream content = new FileInputStream(file.toFile())) {
      MessageDigest own = sha256();
      int read = content.read(buffer);
      while (read >= 0) {
        own.update(buffer, 0, read);
        read = content.read(buffer);
      }
      sha256.update(own.digest());
    }
    return this;
  }

  Digest digest() {
    return new Digest(HexFormat.of().formatHex(sha256.digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new SlipwayException(ErrorCode.INTERNAL, "This Java has no SHA-256", e);
    }
  }
}
