package dev.slipway.router;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * A file with a line of JSON for each request; safe for use by many threads.
 *
 * <p>A thread of its own writes: a slow disk costs lines, which are counted, and never a request.
 * Queries are left out, because they hold secrets. At {@link #LARGEST} the file becomes {@code
 * FILE.1}, in the place of the one before it.
 */
final class AccessLog implements AutoCloseable {
  /**
   * A finished request.
   *
   * @param client its address
   * @param path without its query
   * @param status what the client was given; 0 when it left before
   * @param sent bytes of the answer's body
   * @param tookMicros from its head to the end of its answer
   * @param release which answered, and of which service; empty for the router itself
   */
  record Line(
      Instant at,
      String client,
      String method,
      String host,
      String path,
      int status,
      long sent,
      long tookMicros,
      String service,
      String release) {}

  private static final int WAITING = 16 * 1024;
  private static final long LARGEST = 64L << 20;

  private final Path file;
  private final BlockingQueue<Line> waiting = new ArrayBlockingQueue<>(WAITING);
  private final LongAdder dropped = new LongAdder();
  private final Thread writer;
  private volatile boolean closed;
  private OutputStream out;
  private long size;

  private AccessLog(Path file) throws IOException {
    this.file = file;
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    this.out = open();
    this.writer = Thread.ofPlatform().daemon().name("access log").start(this::write);
  }

  /** Opens the file to append to it. */
  static AccessLog open(Path file) {
    try {
      return new AccessLog(file);
    } catch (IOException refused) {
      throw new SlipwayException(
          ErrorCode.MACHINE,
          "the access log " + file + " can't be written: " + refused.getMessage(),
          refused);
    }
  }

  /** Takes a line; never blocks. */
  void add(Line line) {
    if (!waiting.offer(line)) {
      dropped.increment();
    }
  }

  /** How many lines were lost because the disk was too slow or full. */
  long dropped() {
    return dropped.sum();
  }

  private OutputStream open() throws IOException {
    size = 0;
    if (Files.exists(file)) {
      size = Files.size(file);
    }
    return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void write() {
    StringBuilder lines = new StringBuilder();
    try {
      while (!closed || !waiting.isEmpty()) {
        Line line = waiting.poll(100, TimeUnit.MILLISECONDS);
        int count = 0;
        while (line != null) {
          lines.append(json(line)).append('\n');
          count++;
          line = null;
          if (count < 1000) {
            line = waiting.poll();
          }
        }
        append(lines.toString(), count);
        lines.setLength(0);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void append(String lines, int count) {
    if (count == 0) {
      return;
    }
    byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
    try {
      out.write(bytes);
      size += bytes.length;
      if (size >= LARGEST) {
        rotate();
      }
    } catch (IOException full) {
      dropped.add(count);
    }
  }

  /** Whatever fails here, there is an open file to go on with. */
  private void rotate() throws IOException {
    OutputStream full = out;
    Files.move(
        file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
    out = open();
    full.close();
  }

  private static String json(Line line) {
    return Json.object(
        json -> {
          json.writeStringProperty("at", line.at().toString());
          json.writeStringProperty("client", line.client());
          json.writeStringProperty("method", line.method());
          json.writeStringProperty("host", line.host());
          json.writeStringProperty("path", line.path());
          json.writeNumberProperty("status", line.status());
          json.writeNumberProperty("bytes", line.sent());
          json.writeNumberProperty("us", line.tookMicros());
          json.writeStringProperty("service", line.service());
          json.writeStringProperty("release", line.release());
        });
  }

  /** Writes what waits. */
  @Override
  public void close() {
    closed = true;
    try {
      writer.join(2_000);
      out.close();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (IOException lost) {
      dropped.increment();
    }
  }
}
