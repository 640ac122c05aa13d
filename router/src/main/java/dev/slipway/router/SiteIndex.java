package dev.slipway.router;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All files of one built site by their URL path; immutable.
 *
 * <p>Read once, because a release never changes. What is not in it cannot be sent, so no path of a
 * request ever reaches the file system.
 */
final class SiteIndex {
  private static final Map<String, String> ENCODINGS = Map.of(".br", "br", ".gz", "gzip");
  private static final int VITE_HASH = 8;
  private static final int SHORTEST_HEX_HASH = 8;

  private final Map<String, SiteFile> files;

  private SiteIndex(Map<String, SiteFile> files) {
    this.files = Map.copyOf(files);
  }

  /** Reads a folder; links that lead out of it are refused. */
  static SiteIndex read(Path folder) {
    Map<String, SiteFile> files = new HashMap<>();
    try (Stream<Path> found = Files.walk(folder)) {
      Path root = folder.toRealPath();
      for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
        if (!file.toRealPath().startsWith(root)) {
          throw new SlipwayException(
              ErrorCode.REFUSED, file + " leads out of the site's folder " + folder);
        }
        String path = "/" + folder.relativize(file);
        if (!isHidden(path) && !isEncodedForm(file)) {
          files.put(path, describe(file));
        }
      }
    } catch (IOException unreadable) {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND,
          "the site's folder " + folder + " cannot be read: " + unreadable,
          unreadable);
    }
    return new SiteIndex(files);
  }

  Optional<SiteFile> file(String path) {
    return Optional.ofNullable(files.get(path));
  }

  /** Dot files are never meant for the public, but for RFC 8615's folder. */
  private static boolean isHidden(String path) {
    return path.contains("/.") && !path.startsWith("/.well-known/");
  }

  /** {@code app.js.gz} beside {@code app.js} is a form of it; a lone {@code .gz} is a file. */
  private static boolean isEncodedForm(Path file) {
    String name = file.getFileName().toString();
    for (String ending : ENCODINGS.keySet()) {
      if (name.endsWith(ending)) {
        String plain = name.substring(0, name.length() - ending.length());
        return Files.isRegularFile(file.resolveSibling(plain));
      }
    }
    return false;
  }

  private static SiteFile describe(Path file) throws IOException {
    Map<String, SiteFile.Encoded> encodings = new HashMap<>();
    for (Map.Entry<String, String> encoding : ENCODINGS.entrySet()) {
      Path form = file.resolveSibling(file.getFileName() + encoding.getKey());
      if (Files.isRegularFile(form)) {
        encodings.put(encoding.getValue(), new SiteFile.Encoded(form, Files.size(form)));
      }
    }
    String name = file.getFileName().toString();
    return new SiteFile(
        file,
        Files.size(file),
        encodings,
        MediaTypes.of(name),
        '"' + digest(file).substring(0, 32) + '"',
        hasHash(name));
  }

  /**
   * Whether the name carries a hash of the content as bundlers write it: {@code app-BsZ3k2aQ.js}
   * (Vite, Rollup) or {@code main.5f2c9ab1.chunk.css} (webpack). A plain word in that place is not
   * taken for one: being asked again is cheap, a stale file for a year is not.
   */
  static boolean hasHash(String name) {
    int dash = name.lastIndexOf('-');
    int dot = name.indexOf('.', Math.max(0, dash));
    // A hash of Vite's may hold dashes itself, so it is counted from the dot.
    if (dot > VITE_HASH && name.charAt(dot - VITE_HASH - 1) == '-') {
      String hash = name.substring(dot - VITE_HASH, dot);
      if (hash.chars().anyMatch(each -> Character.isDigit(each) || Character.isUpperCase(each))) {
        return true;
      }
    }
    for (String part : name.split("\\.", -1)) {
      if (part.length() >= SHORTEST_HEX_HASH
          && part.chars().allMatch(SiteIndex::isHex)
          && part.chars().anyMatch(Character::isDigit)
          && !part.chars().allMatch(Character::isDigit)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHex(int each) {
    return (each >= '0' && each <= '9') || (each >= 'a' && each <= 'f');
  }

  private static String digest(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[64 * 1024];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new SlipwayException(ErrorCode.INTERNAL, "no SHA-256", everyJdkHasIt);
    }
  }
}
