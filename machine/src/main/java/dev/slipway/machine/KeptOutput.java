package dev.slipway.machine;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a kept process prints, from some line on and then as it comes, across the changes of
 * its file. For use by one thread.
 *
 * <p>A file is renamed while it is read, never changed: which one it is, its key says. A reader so
 * slow that its file was removed goes on with the oldest one there is.
 */
public final class KeptOutput implements Closeable {
  private static final String NAME = "output.log";
  private static final int CHUNK = 64 << 10;

  private final Path folder;
  private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
  private @Nullable FileChannel channel;
  private @Nullable Object key;

  private KeptOutput(Path folder) {
    this.folder = folder;
  }

  /**
   * Begins with the last lines of what there is.
   *
   * @param folder the folder of a keeper
   * @param lines how many; 0 for what comes from now on
   */
  static KeptOutput last(Path folder, int lines) throws IOException {
    KeptOutput output = new KeptOutput(folder);
    long left = lines;
    List<Path> files = output.files();
    for (Path file : files) {
      FileChannel channel = output.open(file);
      Start start = Start.find(channel, left, file.equals(files.getFirst()));
      channel.position(start.position());
      left = start.linesLeft();
      if (start.isFound()) {
        break;
      }
    }
    return output;
  }

  /**
   * Where a reader begins in a file.
   *
   * @param linesLeft how many lines the files before it have to give
   */
  private record Start(long position, long linesLeft, boolean isFound) {
    static Start find(FileChannel channel, long lines, boolean newest) throws IOException {
      long end = channel.size();
      if (lines == 0) {
        return new Start(end, 0, true);
      }
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
      long left = lines;
      // The line feed at the very end ends the last line and begins none.
      long last = newest ? end - 1 : end;
      for (long from = end; from > 0; ) {
        int length = (int) Math.min(CHUNK, from);
        from -= length;
        chunk.clear().limit(length);
        channel.read(chunk, from);
        for (int index = chunk.position() - 1; index >= 0; index--) {
          boolean feed = chunk.get(index) == '\n' && from + index != last;
          if (feed && --left == 0) {
            return new Start(from + index + 1, 0, true);
          }
        }
      }
      return new Start(0, left, false);
    }
  }

  /**
   * What was printed since the last call, up to 64 KiB of it; empty when there is nothing new.
   * Never waits.
   */
  public byte[] read() throws IOException {
    while (true) {
      byte[] bytes = readFile();
      if (bytes.length > 0) {
        return bytes;
      }
      List<Path> files = files();
      int index = indexOfOwn(files);
      if (files.isEmpty() || index == 0) {
        return bytes;
      }
      if (channel != null && index > 0) {
        // Nobody adds to a file that has a newer one: what came meanwhile is its last.
        bytes = readFile();
        if (bytes.length > 0) {
          return bytes;
        }
      }
      open(files.get(index > 0 ? index - 1 : files.size() - 1));
    }
  }

  private byte[] readFile() throws IOException {
    if (channel == null) {
      return new byte[0];
    }
    buffer.clear();
    int length = Math.max(0, channel.read(buffer));
    byte[] bytes = new byte[length];
    buffer.flip().get(bytes);
    return bytes;
  }

  /** The files there are, the newest first. */
  private List<Path> files() {
    List<Path> files = new ArrayList<>();
    Path file = folder.resolve(NAME);
    if (Files.exists(file)) {
      files.add(file);
    }
    for (int number = 1; Files.exists(older(number)); number++) {
      files.add(older(number));
    }
    return files;
  }

  private Path older(int number) {
    return folder.resolve(NAME + "." + number);
  }

  /** The place of the file being read; -1 when it is gone, or none is read yet. */
  private int indexOfOwn(List<Path> files) throws IOException {
    for (int index = 0; index < files.size(); index++) {
      try {
        if (key != null && key.equals(key(files.get(index)))) {
          return index;
        }
      } catch (NoSuchFileException e) {
        // It was renamed this moment: look again.
        return 0;
      }
    }
    return -1;
  }

  private FileChannel open(Path file) throws IOException {
    FileChannel opened = FileChannel.open(file, StandardOpenOption.READ);
    close();
    channel = opened;
    key = key(file);
    return opened;
  }

  private static Object key(Path file) throws IOException {
    return String.valueOf(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
