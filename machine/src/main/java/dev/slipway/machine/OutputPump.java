package dev.slipway.machine;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Moves the output of one process into its sink until every writer has closed the pipe.
 * Thread-safe.
 *
 * <p>A process may end and leave a child behind that holds the pipe. Then the pump is detached: it
 * reads on, so that the child is not stopped by a full or broken pipe, and forgets what it reads.
 */
final class OutputPump {
  /** How much is read at once; as much as a pipe holds. */
  static final int BUFFER_SIZE = 64 * 1024;

  private final OutputSink sink;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile long lastOutput = System.nanoTime();
  private volatile boolean opened;
  private volatile boolean detached;
  private volatile @Nullable RuntimeException failure;

  OutputPump(OutputSink sink) {
    this.sink = sink;
  }

  /** Reads to the end; the calling thread is the one that calls the sink. */
  void run(InputStream input, byte[] buffer) {
    opened = true;
    try {
      int length = input.read(buffer, 0, buffer.length);
      while (length >= 0) {
        lastOutput = System.nanoTime();
        deliver(buffer, length);
        length = input.read(buffer, 0, buffer.length);
      }
    } catch (IOException e) {
      // The pipe of an ended process was closed under us: there is nothing more to read.
    } finally {
      ended.countDown();
    }
  }

  /** There will be no output. */
  void end() {
    ended.countDown();
  }

  boolean isOpened() {
    return opened;
  }

  boolean isEnded() {
    return ended.getCount() == 0;
  }

  boolean await(long nanoseconds) throws InterruptedException {
    return ended.await(nanoseconds, TimeUnit.NANOSECONDS);
  }

  /** When the last bytes came, as {@link System#nanoTime} counts. */
  long lastOutput() {
    return lastOutput;
  }

  /** Forgets all output from now on. */
  void detach() {
    detached = true;
  }

  /** Throws what the sink threw. */
  void rethrow() {
    RuntimeException thrown = failure;
    if (thrown != null) {
      throw thrown;
    }
  }

  private void deliver(byte[] buffer, int length) {
    if (detached || failure != null) {
      return;
    }
    try {
      sink.write(buffer, 0, length);
    } catch (RuntimeException e) {
      failure = e;
    }
  }
}
