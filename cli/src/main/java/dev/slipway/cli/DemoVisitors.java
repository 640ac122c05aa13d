package dev.slipway.cli;

import dev.slipway.deliver.RouterSettings;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/**
 * People who use the demo's application all the time: each keeps one connection and its cookies, as
 * a browser does, and counts what it gets. Thread-safe.
 */
final class DemoVisitors implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 15_000;
  private static final Duration FAREWELL = Duration.ofSeconds(3);
  private static final int STEPS_A_VISIT = 12;

  private final RouterSettings.Address router;
  private final String host;
  private final Duration pause;
  private final List<Thread> people = new ArrayList<>();
  private final LongAdder requests = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder broken = new LongAdder();
  private volatile boolean gone;

  /** Visitors of one environment; nobody comes before {@link #come}. */
  DemoVisitors(RouterSettings.Address router, String host, Duration pause) {
    this.router = router;
    this.host = host;
    this.pause = pause;
  }

  /**
   * What they have seen.
   *
   * @param failed answers of 5xx
   * @param broken connections that ended before an answer was complete
   */
  record Seen(long requests, long failed, long broken) {
    Seen since(Seen earlier) {
      return new Seen(
          requests - earlier.requests, failed - earlier.failed, broken - earlier.broken);
    }
  }

  Seen seen() {
    return new Seen(requests.sum(), failed.sum(), broken.sum());
  }

  /** Lets {@code number} of them come and stay. */
  void come(int number) {
    for (int i = 0; i < number; i++) {
      people.add(Thread.ofVirtual().name("visitor " + i).start(this::live));
    }
  }

  private void live() {
    while (!gone) {
      try (Socket socket = new Socket()) {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(router.host(), router.port()), PATIENCE_MILLIS);
        visit(new Connection(socket));
      } catch (IOException e) {
        if (!gone) {
          requests.increment();
          broken.increment();
          rest();
        }
      }
    }
  }

  private void visit(Connection connection) throws IOException {
    for (int step = 0; step < STEPS_A_VISIT && !gone; step++) {
      String request =
          switch (step % 4) {
            case 0 -> "GET /";
            case 1 -> step == 1 ? "POST /api/journey" : "GET /api/journey";
            case 2 -> "GET /api/journey";
            default -> "GET /up";
          };
      int status = connection.ask(request, host);
      requests.increment();
      if (status >= 500) {
        failed.increment();
      }
      rest();
    }
  }

  private void rest() {
    long nanos = pause.toNanos();
    try {
      Thread.sleep(Duration.ofNanos(nanos / 2 + ThreadLocalRandom.current().nextLong(nanos)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends everybody home. */
  @Override
  public void close() {
    gone = true;
    for (Thread each : people) {
      try {
        each.join(FAREWELL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A connection that is kept, with the cookies it was given. */
  private static final class Connection {
    private final Socket socket;
    private final InputStream in;
    private final List<String> cookies = new ArrayList<>();

    Connection(Socket socket) throws IOException {
      this.socket = socket;
      this.in = new BufferedInputStream(socket.getInputStream());
    }

    int ask(String request, String host) throws IOException {
      StringBuilder head = new StringBuilder(request).append(" HTTP/1.1\r\nHost: ").append(host);
      if (!cookies.isEmpty()) {
        head.append("\r\nCookie: ").append(String.join("; ", cookies));
      }
      if (request.startsWith("POST")) {
        head.append("\r\nContent-Length: 0");
      }
      head.append("\r\n\r\n");
      socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.US_ASCII));
      String status = line();
      Optional<Integer> length = Optional.empty();
      boolean chunked = false;
      for (String line = line(); !line.isEmpty(); line = line()) {
        String lower = line.toLowerCase(Locale.ROOT);
        if (lower.startsWith("content-length:")) {
          length = Optional.of(Integer.valueOf(line.substring(15).strip()));
        }
        chunked |= lower.startsWith("transfer-encoding:") && lower.endsWith("chunked");
        if (lower.startsWith("set-cookie:")) {
          remember(line.substring(11).strip());
        }
      }
      int code = Integer.parseInt(status.split(" ", 3)[1]);
      if (chunked) {
        skipChunks();
      } else if (code != 204 && code != 304) {
        skip(length.orElseThrow(() -> new IOException("an answer without a length")));
      }
      return code;
    }

    private void remember(String cookie) {
      String pair = cookie.split(";", 2)[0];
      String name = pair.substring(0, Math.max(0, pair.indexOf('=')) + 1);
      cookies.removeIf(each -> each.startsWith(name));
      cookies.add(pair);
    }

    private void skipChunks() throws IOException {
      int size = Integer.parseInt(line().strip(), 16);
      while (size > 0) {
        skip(size);
        line();
        size = Integer.parseInt(line().strip(), 16);
      }
      line();
    }

    private void skip(int bytes) throws IOException {
      in.skipNBytes(bytes);
    }

    private String line() throws IOException {
      StringBuilder text = new StringBuilder();
      for (int next = in.read(); next != '\n'; next = in.read()) {
        if (next < 0) {
          throw new IOException("the connection ended within an answer");
        }
        if (next != '\r') {
          text.append((char) next);
        }
      }
      return text.toString();
    }
  }
}
