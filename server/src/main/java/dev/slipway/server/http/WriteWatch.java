package dev.slipway.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends connections whose other side takes nothing any more; safe for use by many threads.
 *
 * <p>A write to a socket has no deadline of its own. One that lasts too long is interrupted, which
 * closes the socket of a virtual thread.
 */
final class WriteWatch implements AutoCloseable {
  private final Set<Write> underWay = ConcurrentHashMap.newKeySet();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Duration longest;

  /** Watches until it is closed. */
  WriteWatch(Duration longest) {
    this.longest = longest;
    Thread.ofVirtual().name("write watch").start(this::watch);
  }

  /** One call that writes. */
  private static final class Write {
    private final Thread thread = Thread.currentThread();
    private final long began = System.nanoTime();
    private boolean done;

    synchronized void end() {
      done = true;
    }

    /** Never after its end: the interrupt would hit whatever the thread does next. */
    synchronized void interruptIfOlder(Duration longest) {
      if (!done && System.nanoTime() - began > longest.toNanos()) {
        thread.interrupt();
      }
    }
  }

  /** Writes something. */
  interface Writing {
    void run() throws IOException;
  }

  /** Writes under watch. */
  void write(Writing writing) throws IOException {
    Write write = new Write();
    underWay.add(write);
    try {
      writing.run();
    } finally {
      write.end();
      underWay.remove(write);
    }
  }

  /** A stream each of whose writes is watched. */
  OutputStream over(OutputStream out) {
    return new Watched(out);
  }

  private void watch() {
    try {
      long pause = Math.max(1, longest.toMillis() / 4);
      while (!ended.await(pause, TimeUnit.MILLISECONDS)) {
        underWay.forEach(write -> write.interruptIfOlder(longest));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ended.countDown();
  }

  private final class Watched extends OutputStream {
    private final OutputStream out;

    Watched(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int each) throws IOException {
      WriteWatch.this.write(() -> out.write(each));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      WriteWatch.this.write(() -> out.write(bytes, offset, length));
    }

    @Override
    public void flush() throws IOException {
      WriteWatch.this.write(out::flush);
    }

    @Override
    public void close() throws IOException {
      WriteWatch.this.write(out::close);
    }
  }
}
