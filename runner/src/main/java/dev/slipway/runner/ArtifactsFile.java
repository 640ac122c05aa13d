package dev.slipway.runner;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads {@code GITHUB_ARTIFACTS}: one subject a line, a file ({@code file://path} or a path) or an
 * image ({@code oci://ref@sha256:hex} or {@code ref@sha256:hex}); {@code #} begins a comment.
 *
 * <p>Rules and texts are the runner's ({@code CreateArtifactsFileCommand.cs}).
 */
final class ArtifactsFile {
  /** Largest file of one step, in bytes. */
  static final int MAX_BYTES = 1024 * 1024;

  private static final String FILE = "file://";
  private static final String OCI = "oci://";

  /** A line of the file that declares something. */
  record Declared(int line, ArtifactSubject subject) {}

  private final Path workspace;

  /** Relative paths start from the workspace, as those of {@code hashFiles} do. */
  ArtifactsFile(Path workspace) {
    this.workspace = workspace;
  }

  /**
   * All subjects of a text; nothing is declared when one line is wrong.
   *
   * @throws SlipwayException naming the first line that is wrong
   */
  List<Declared> read(String text) {
    List<Declared> declared = new ArrayList<>();
    String[] lines = text.split("\r\n|\r|\n", -1);
    for (int index = 0; index < lines.length; index++) {
      String entry = lines[index].strip();
      if (entry.isEmpty() || entry.startsWith("#")) {
        continue;
      }
      declared.add(new Declared(index + 1, subject(entry, index + 1)));
    }
    return declared;
  }

  static SlipwayException mistake(int line, String what) {
    return new SlipwayException(
        ErrorCode.INVALID_INPUT, "Invalid $GITHUB_ARTIFACTS entry on line " + line + ": " + what);
  }

  private ArtifactSubject subject(String entry, int line) {
    if (entry.indexOf('=') >= 0) {
      throw mistake(line, "entries containing '=' are reserved and not permitted");
    }
    String lower = entry.toLowerCase(Locale.ROOT);
    if (lower.startsWith(FILE)) {
      return fileSubject(entry.substring(FILE.length()), line);
    }
    if (lower.startsWith(OCI)) {
      return image(entry.substring(OCI.length()))
          .orElseThrow(
              () -> mistake(line, "oci:// entries must include an @sha{256,384,512}:<hex> digest"));
    }
    int scheme = entry.indexOf("://");
    if (scheme > 0 && isScheme(entry.substring(0, scheme))) {
      throw mistake(line, "unsupported URI scheme");
    }
    return image(entry).orElseGet(() -> fileSubject(entry, line));
  }

  /** An image reference whose digest has the length of its algorithm. */
  private static Optional<ArtifactSubject> image(String text) {
    int at = text.lastIndexOf('@');
    int colon = text.indexOf(':', at + 1);
    if (at < 1 || colon < 0) {
      return Optional.empty();
    }
    String algorithm = text.substring(at + 1, colon).toLowerCase(Locale.ROOT);
    String hex = text.substring(colon + 1).toLowerCase(Locale.ROOT);
    if (hex.length() != hexLength(algorithm) || !isHex(hex)) {
      return Optional.empty();
    }
    return Optional.of(
        new ArtifactSubject(
            text.substring(0, at), algorithm + ":" + hex, ArtifactSubject.Kind.OCI));
  }

  private ArtifactSubject fileSubject(String declared, int line) {
    if (declared.isBlank()) {
      throw mistake(line, "file:// entries must include a path");
    }
    if (declared.indexOf('\0') >= 0) {
      throw mistake(line, "the path holds a NUL character");
    }
    Path file = workspace.resolve(declared).normalize();
    if (Files.isDirectory(file)) {
      throw mistake(line, "'" + declared + "' is a directory, not a regular file");
    }
    if (!Files.isRegularFile(file)) {
      throw mistake(line, missing(declared));
    }
    String name = String.valueOf(file.getFileName());
    return new ArtifactSubject(name, "sha256:" + sha256(file, line), ArtifactSubject.Kind.FILE);
  }

  private String missing(String declared) {
    if (declared.startsWith("/")) {
      return "file '" + declared + "' does not exist";
    }
    return "file '"
        + declared
        + "' does not exist (relative paths are resolved against the workspace root '"
        + workspace
        + "')";
  }

  private static String sha256(Path file, int line) {
    try (InputStream input = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[64 * 1024];
      for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
        digest.update(buffer, 0, count);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw mistake(line, "'" + file + "' cannot be read: " + e.getMessage());
    } catch (NoSuchAlgorithmException e) {
      throw new SlipwayException(ErrorCode.INTERNAL, "This Java lacks SHA-256", e);
    }
  }

  private static int hexLength(String algorithm) {
    return switch (algorithm) {
      case "sha256" -> 64;
      case "sha384" -> 96;
      case "sha512" -> 128;
      default -> -1;
    };
  }

  private static boolean isHex(String text) {
    return text.chars().allMatch(each -> Character.digit(each, 16) >= 0 && each < 128);
  }

  /** RFC 3986, section 3.1. */
  private static boolean isScheme(String text) {
    return text.chars().allMatch(each -> isLetter(each) || isLaterInScheme(each))
        && isLetter(text.charAt(0));
  }

  private static boolean isLaterInScheme(int each) {
    return (each >= '0' && each <= '9') || each == '+' || each == '-' || each == '.';
  }

  private static boolean isLetter(int each) {
    int lower = each | 0x20;
    return lower >= 'a' && lower <= 'z';
  }
}
