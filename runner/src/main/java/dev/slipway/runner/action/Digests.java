package dev.slipway.runner.action;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 digests as text. */
final class Digests {
  private static final int SHORT = 16;
  private static final int BUFFER = 64 * 1024;

  private Digests() {}

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** The digest of a file's content. */
  static String ofFile(Path file) {
    return HexFormat.of().formatHex(bytesOf(file));
  }

  static byte[] bytesOf(Path file) {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER];
    try (InputStream input = Files.newInputStream(file)) {
      for (int length = input.read(buffer); length >= 0; length = input.read(buffer)) {
        digest.update(buffer, 0, length);
      }
    } catch (IOException e) {
      throw FileTree.fault("read", file, e);
    }
    return digest.digest();
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  static String hex(String text) {
    MessageDigest digest = sha256();
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    return hex(digest);
  }

  /** The first 64 bits, enough to tell things of one folder apart. */
  static String shortHash(String text) {
    return hex(text).substring(0, SHORT);
  }
}
