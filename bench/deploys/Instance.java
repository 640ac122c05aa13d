import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * An instance of the application that is deployed: it stops as a good one does. It takes no more
 * connections, says goodbye on its streams, finishes what it is answering.
 */
final class Instance {
  static final byte[] SMALL = "x".repeat(1024).getBytes(StandardCharsets.US_ASCII);
  static final byte[] LARGE = new byte[1 << 20];
  static final long SLOW_MILLIS = 2_000;

  static {
    new Random(7).nextBytes(LARGE);
  }

  private final ServerSocket server;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Set<Wire> idle = ConcurrentHashMap.newKeySet();

  private Instance(ServerSocket server) {
    this.server = server;
  }

  static Instance start() throws IOException {
    ServerSocket server = new ServerSocket();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    Instance instance = new Instance(server);
    Thread.ofVirtual().start(instance::accept);
    return instance;
  }

  int port() {
    return server.getLocalPort();
  }

  void stop() {
    stopping.countDown();
    try {
      server.close();
    } catch (IOException closed) {
      // It listens no more, which is what was wanted.
    }
    idle.forEach(Wire::close);
  }

  private boolean stopped() {
    return stopping.getCount() == 0;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (Wire wire = new Wire(socket)) {
      boolean more = true;
      while (more) {
        idle.add(wire);
        Wire.Head head = wire.readHead();
        idle.remove(wire);
        if (head == null) {
          return;
        }
        more = answer(wire, head) && !stopped();
      }
    } catch (IOException | InterruptedException gone) {
      // The other side counts what it missed.
    }
  }

  /** Whether the connection can take another request. */
  private boolean answer(Wire wire, Wire.Head head) throws IOException, InterruptedException {
    String path = head.line().split(" ")[1];
    switch (path) {
      case "/large" -> whole(wire, LARGE);
      case "/echo" -> echo(wire, head);
      case "/slow" -> {
        Thread.sleep(SLOW_MILLIS);
        whole(wire, SMALL);
      }
      case "/events" -> events(wire);
      case "/socket" -> {
        socket(wire, head);
        return false;
      }
      default -> whole(wire, SMALL);
    }
    return true;
  }

  private void whole(Wire wire, byte[] body) throws IOException {
    String connection = stopped() ? "Connection: close\r\n" : "";
    wire.write("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n" + connection + "\r\n", body);
  }

  private void echo(Wire wire, Wire.Head head) throws IOException {
    wire.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (byte[] chunk = wire.readChunk(); chunk.length > 0; chunk = wire.readChunk()) {
      wire.writeChunk(chunk, 0, chunk.length);
    }
    wire.write("0\r\n\r\n");
  }

  private void events(Wire wire) throws IOException, InterruptedException {
    wire.write(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nX-Accel-Buffering: no\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n");
    byte[] event = "data: tick\n\n".getBytes(StandardCharsets.US_ASCII);
    while (!stopping.await(200, TimeUnit.MILLISECONDS)) {
      wire.writeChunk(event, 0, event.length);
    }
    wire.write("0\r\n\r\n");
  }

  private void socket(Wire wire, Wire.Head head) throws IOException, InterruptedException {
    String accept = accept(head.headers().get("sec-websocket-key"));
    wire.write(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: " + accept + "\r\n\r\n");
    while (!stopping.await(200, TimeUnit.MILLISECONDS)) {
      wire.writeFrame(1, "tick".getBytes(StandardCharsets.US_ASCII));
    }
    wire.writeFrame(8, new byte[] {(byte) (1012 >> 8), (byte) (1012 & 0xff)});
    // The other side answers with a close frame of its own.
    wire.readFrame();
  }

  private static String accept(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
