package dev.slipway.router;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An instance that answers each connection with the same bytes, which a test may exchange. */
final class ScriptedInstance implements AutoCloseable {
  static final String WELL = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  static final String SICK = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";

  private final ServerSocket listening;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile String answer;
  private volatile int recovery = Integer.MAX_VALUE;

  ScriptedInstance(String answer) throws IOException {
    this.answer = answer;
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  private void serve() {
    while (true) {
      try (Socket client = listening.accept()) {
        requests.add(head(client.getInputStream()));
        if (requests.size() > recovery) {
          answer = WELL;
        }
        client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      } catch (IOException closed) {
        if (listening.isClosed()) {
          return;
        }
      }
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.append((char) next);
    }
    return head.toString();
  }

  void answer(String other) {
    answer = other;
  }

  /** Is well from the request after that many on. */
  void recoverAfter(int requests) {
    recovery = requests;
  }

  List<String> requests() {
    return requests;
  }

  Upstream upstream() {
    return new Upstream("127.0.0.1", listening.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
