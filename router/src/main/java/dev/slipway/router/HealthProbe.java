package dev.slipway.router;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Asks an instance once, on a connection of its own, whether it is well. */
final class HealthProbe {
  private static final int LONGEST_STATUS_LINE = 1024;

  private HealthProbe() {}

  /**
   * Empty when the instance answers 2xx in time, otherwise what it did instead, for a person.
   * Blocks for at most {@code patience} and the check's own timeout, whichever is less.
   */
  static Optional<String> ask(Upstream upstream, HealthCheck check, Duration patience) {
    Duration timeout = check.timeout();
    if (patience.compareTo(timeout) < 0) {
      timeout = patience;
    }
    long deadline = System.nanoTime() + timeout.toNanos();
    String asked = "GET " + check.path();
    try (Socket socket = new Socket()) {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(upstream.host(), upstream.port()), remaining(deadline));
      String request =
          asked
              + " HTTP/1.1\r\nHost: "
              + check.host().orElse(upstream.toString())
              + "\r\nUser-Agent: slipway-router\r\nAccept: */*\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return judged(statusLine(socket, deadline), asked);
    } catch (SocketTimeoutException late) {
      return Optional.of("no answer to " + asked + " within " + timeout.toMillis() + " ms");
    } catch (ConnectException refused) {
      return Optional.of("nothing listens there yet");
    } catch (IOException | IllegalArgumentException broken) {
      return Optional.of("the connection broke: " + broken.getMessage());
    }
  }

  private static String statusLine(Socket socket, long deadline) throws IOException {
    StringBuilder line = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (line.length() < LONGEST_STATUS_LINE) {
      socket.setSoTimeout(remaining(deadline));
      int next = in.read();
      if (next < 0 || next == '\n') {
        break;
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  private static Optional<String> judged(String statusLine, String asked) {
    if (statusLine.isEmpty()) {
      return Optional.of("it closed the connection without an answer to " + asked);
    }
    if (!statusLine.startsWith("HTTP/1.") || statusLine.length() < 12) {
      return Optional.of("its answer to " + asked + " is not HTTP/1.1");
    }
    if (statusLine.charAt(9) == '2') {
      return Optional.empty();
    }
    return Optional.of(asked + " answered " + statusLine.substring(9));
  }

  private static int remaining(long deadline) throws SocketTimeoutException {
    long millis = (deadline - System.nanoTime()) / 1_000_000;
    if (millis <= 0) {
      throw new SocketTimeoutException("late");
    }
    return (int) Math.min(millis, Integer.MAX_VALUE);
  }
}
