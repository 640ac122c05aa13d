package dev.slipway.runner.action;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;

/** The function {@code hashFiles}: one digest over the contents of the files of some patterns. */
public final class HashFiles {
  private HashFiles() {}

  /**
   * The SHA-256 digest over the digests of all matching files of the workspace, in hexadecimal;
   * empty when there are none.
   *
   * @param patterns one pattern each, relative to the workspace; {@code !} excludes
   * @throws dev.slipway.fault.SlipwayException when a file cannot be read
   * @throws IllegalArgumentException when a pattern has {@code ..}
   */
  public static String of(JobFolders folders, List<String> patterns, boolean followLinks) {
    var options = new Glob.Options(followLinks, true, true);
    try {
      return of(Glob.of(String.join("\n", patterns), folders, options), folders);
    } catch (InputException e) {
      throw new IllegalArgumentException(e.text(), e);
    }
  }

  static String of(Glob glob, JobFolders folders) {
    MessageDigest whole = Digests.sha256();
    boolean any = false;
    for (Path file : glob.find()) {
      if (file.startsWith(folders.workspace()) && Files.isRegularFile(file)) {
        whole.update(Digests.bytesOf(file));
        any = true;
      }
    }
    return any ? Digests.hex(whole) : "";
  }
}
