package dev.slipway.runner;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Set;

/** The files through which a step talks to its job, with the names the runner gives them. */
enum CommandFile {
  PATH("path", "add_path_"),
  ENV("env", "set_env_"),
  STATE("state", "save_state_"),
  OUTPUT("output", "set_output_"),
  STEP_SUMMARY("step_summary", "step_summary_"),
  ARTIFACTS("artifacts", "artifacts_"),
  /** Written for the step to read. */
  ARTIFACTS_LIST("artifacts_list", "artifacts_list_");

  /**
   * Byte order marks and their encodings; UTF-32 first, since its mark begins like that of UTF-16.
   */
  private static final Charset[] ENCODINGS = {
    Charset.forName("UTF-32LE"),
    Charset.forName("UTF-32BE"),
    StandardCharsets.UTF_8,
    StandardCharsets.UTF_16LE,
    StandardCharsets.UTF_16BE
  };

  private static final byte[][] MARKS = {
    {(byte) 0xff, (byte) 0xfe, 0, 0},
    {0, 0, (byte) 0xfe, (byte) 0xff},
    {(byte) 0xef, (byte) 0xbb, (byte) 0xbf},
    {(byte) 0xff, (byte) 0xfe},
    {(byte) 0xfe, (byte) 0xff}
  };

  private static final Set<OpenOption> READ_AND_WRITE =
      Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  private static final Set<OpenOption> READ_ONLY =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  private final String contextName;
  private final String prefix;

  CommandFile(String contextName, String prefix) {
    this.contextName = contextName;
    this.prefix = prefix;
  }

  /** Its name in the {@code github} context. */
  String contextName() {
    return contextName;
  }

  /** The variable that tells a step where it is. */
  String variable() {
    return "GITHUB_" + name();
  }

  /** Beginning of its file name. */
  String prefix() {
    return prefix;
  }

  /**
   * The bytes of a regular file. A link is not followed, and a pipe or device put in its place is
   * never waited for.
   *
   * @throws IOException when it is missing, no regular file, or larger than {@code maxBytes}
   */
  static byte[] read(Path file, int maxBytes) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isRegularFile()) {
      throw new IOException("it is not a regular file");
    }
    try (SeekableByteChannel channel = open(file)) {
      long size = channel.size();
      if (size > maxBytes) {
        throw new IOException("it is larger than " + maxBytes / 1024 + " KiB");
      }
      ByteBuffer content = ByteBuffer.allocate((int) size);
      int count = 0;
      while (count >= 0 && content.hasRemaining()) {
        count = channel.read(content);
      }
      return Arrays.copyOf(content.array(), content.position());
    }
  }

  /**
   * Opens for reading and writing where it can: should the file have become a pipe since it was
   * looked at, opening does not wait for a writer, and its size is 0.
   */
  private static SeekableByteChannel open(Path file) throws IOException {
    try {
      return Files.newByteChannel(file, READ_AND_WRITE);
    } catch (AccessDeniedException e) {
      return Files.newByteChannel(file, READ_ONLY);
    }
  }

  /** Decodes by byte order mark, else as UTF-8; what is not valid becomes the replacement mark. */
  static String decode(byte[] content) {
    for (int index = 0; index < MARKS.length; index++) {
      byte[] mark = MARKS[index];
      if (Arrays.equals(content, 0, Math.min(mark.length, content.length), mark, 0, mark.length)) {
        return new String(content, mark.length, content.length - mark.length, ENCODINGS[index]);
      }
    }
    return new String(content, StandardCharsets.UTF_8);
  }
}
