package dev.slipway.deliver;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Visitors who ask all the time, by GET and HEAD, and count whose answers were bad. A connection is
 * a visitor of its own, with its cookies: so few who stay for good would seldom be shared out as a
 * canary plans it.
 */
final class DemandingVisitors implements AutoCloseable {
  private final int port;
  private final String host;
  private final List<Thread> threads = new ArrayList<>();
  private final Map<String, long[]> answers = new TreeMap<>();
  private volatile boolean gone;
  private final LongAdder broken = new LongAdder();

  DemandingVisitors(int port, String host, int number) {
    this.port = port;
    this.host = host;
    for (int i = 0; i < number; i++) {
      threads.add(Thread.ofVirtual().start(this::live));
    }
  }

  private void live() {
    while (!gone) {
      List<String> cookies = new ArrayList<>();
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
        InputStream in = new BufferedInputStream(socket.getInputStream());
        for (int i = 0; i < 50 && !gone; i++) {
          ask(socket, in, i % 3 == 2, cookies);
          Thread.sleep(10);
        }
      } catch (IOException e) {
        if (!gone) {
          broken.increment();
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void ask(Socket socket, InputStream in, boolean head, List<String> cookies)
      throws IOException {
    String cookie = cookies.isEmpty() ? "" : "\r\nCookie: " + cookies.getFirst();
    socket
        .getOutputStream()
        .write(
            ((head ? "HEAD" : "GET") + " / HTTP/1.1\r\nHost: " + host + cookie + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    int status = Integer.parseInt(line(in).split(" ", 3)[1]);
    int length = 0;
    String release = "";
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(15).strip());
      }
      if (lower.startsWith("x-release:")) {
        release = line.substring(10).strip();
      }
      if (lower.startsWith("set-cookie:") && cookies.isEmpty()) {
        cookies.add(line.substring(11).strip().split(";", 2)[0]);
      }
    }
    in.readNBytes(head ? 0 : length);
    synchronized (answers) {
      long[] counts = answers.computeIfAbsent(release, name -> new long[2]);
      counts[0]++;
      if (status >= 500) {
        counts[1]++;
      }
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("ended");
      }
      if (next != '\r') {
        text.append((char) next);
      }
    }
    return text.toString();
  }

  /** How many answers a release gave. */
  long answers(String release) {
    return count(release, 0);
  }

  /** How many of them were bad. */
  long bad(String release) {
    return count(release, 1);
  }

  /** How many bad answers there were, those of the router itself too. */
  long bad() {
    synchronized (answers) {
      return answers.values().stream().mapToLong(counts -> counts[1]).sum();
    }
  }

  /** Connections that ended within an answer. */
  long broken() {
    return broken.sum();
  }

  private long count(String release, int which) {
    synchronized (answers) {
      return answers.getOrDefault(release, new long[2])[which];
    }
  }

  @Override
  public void close() {
    gone = true;
    threads.forEach(
        thread -> {
          try {
            thread.join(Duration.ofSeconds(5));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
