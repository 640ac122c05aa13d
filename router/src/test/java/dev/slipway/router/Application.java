package dev.slipway.router;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A small web application on blocking sockets: an instance as the router meets it. Its answers
 * carry its release in {@code X-Release}.
 */
final class Application implements AutoCloseable {
  /** A request as it arrived. */
  record Request(String method, String path, Map<String, String> headers, String raw) {
    boolean hasBody() {
      return headers.containsKey("transfer-encoding") || length() > 0;
    }

    long length() {
      return Long.parseLong(headers.getOrDefault("content-length", "0"));
    }
  }

  private static final int PIECE = 16 * 1024;
  private static final Duration REFUSAL_LIMIT = Duration.ofSeconds(2);

  private final String release;
  private final ServerSocket listening;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile boolean healthy = true;
  private volatile boolean remembers = true;
  private volatile boolean dead;

  Application(String release) throws IOException {
    this(release, 0);
  }

  Application(String release, int port) throws IOException {
    this.release = release;
    listening = new ServerSocket();
    listening.setReuseAddress(true);
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
    Thread.ofVirtual().name("application " + release).start(this::accept);
  }

  Upstream upstream() {
    return new Upstream("127.0.0.1", listening.getLocalPort());
  }

  Slot slot() {
    return Slot.of(new ReleaseLabel(release), List.of(upstream()), HealthCheck.of("/up"));
  }

  void healthy(boolean is) {
    healthy = is;
  }

  /** Keeps no list of requests: for tests with many of them. */
  Application forgetful() {
    remembers = false;
    return this;
  }

  List<Request> requests() {
    return requests;
  }

  int connections() {
    return connections.get();
  }

  /** Dies at once: it takes no connections any more and those that are open break. */
  void kill() {
    dead = true;
    close();
    awaitRefusal();
    open.forEach(Application::reset);
  }

  // Closing lets go of the port only when the thread that accepts has noticed.
  private void awaitRefusal() {
    int port = upstream().port();
    long deadline = System.nanoTime() + REFUSAL_LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      try (Socket late = new Socket()) {
        late.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      } catch (IOException refused) {
        return;
      }
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException alreadyClosed) {
      // What was wanted.
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException alreadyClosed) {
      // What was wanted.
    }
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        socket.setTcpNoDelay(true);
        open.add(socket);
        if (dead) {
          // It was on its way in when the application died.
          reset(socket);
          return;
        }
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream(), PIECE);
      OutputStream out = socket.getOutputStream();
      Request request = read(in);
      while (request != null) {
        if (remembers && !request.path().equals("/up")) {
          requests.add(request);
        }
        if (!answer(request, in, out)) {
          return;
        }
        request = read(in);
      }
    } catch (IOException | InterruptedException | NumberFormatException gone) {
      // The router closed the connection or sent nonsense, or the application was killed.
    } finally {
      open.remove(socket);
    }
  }

  private boolean answer(Request request, InputStream in, OutputStream out)
      throws IOException, InterruptedException {
    String path = request.path();
    int query = path.indexOf('?');
    if (query >= 0) {
      path = path.substring(0, query);
    }
    switch (path) {
      case "/up" -> health(out);
      case "/echo" -> echo(request, in, out);
      case "/digest" -> digest(request, in, out);
      case "/large" -> large(request, out);
      case "/slow" -> {
        Thread.sleep(Integer.parseInt(request.path().substring(request.path().indexOf('?') + 1)));
        text(request, out, "slow");
      }
      case "/events" -> {
        if (query >= 0) {
          Thread.sleep(Integer.parseInt(request.path().substring(query + 1)));
        }
        events(out);
      }
      case "/socket" -> {
        socket(request, in, out);
        return false;
      }
      case "/old" -> {
        out.write(
            ("HTTP/1.0 200 OK\r\nX-Release: " + release + "\r\n\r\nold")
                .getBytes(StandardCharsets.US_ASCII));
        return false;
      }
      case "/hints" -> {
        send(out, "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n");
        text(request, out, "hinted");
      }
      case "/trailers" ->
          send(
              out,
              head("200 OK", "Transfer-Encoding: chunked\r\nTrailer: X-Sum\r\n")
                  + "4\r\nbody\r\n0\r\nX-Sum: 42\r\n\r\n");
      case "/hops" ->
          send(
              out,
              head(
                      "200 OK",
                      "Connection: X-Secret, keep-alive\r\nX-Secret: 1\r\nContent-Length: 2\r\n")
                  + "ok");
      case "/drop" -> {
        return false;
      }
      case "/torn" -> {
        send(out, head("200 OK", "Content-Length: 100\r\n") + "only this");
        return false;
      }
      case "/refuse" -> {
        send(out, head("403 Forbidden", "Content-Length: 2\r\n") + "no");
        return !request.hasBody();
      }
      case "/empty" -> send(out, "HTTP/1.1 204 No Content\r\nX-Release: " + release + "\r\n\r\n");
      case "/error" -> send(out, head("500 Oops", "Content-Length: 4\r\n") + "oops");
      default -> {
        skipBody(request, in);
        text(request, out, request.raw());
      }
    }
    return true;
  }

  private void health(OutputStream out) throws IOException {
    if (healthy) {
      send(out, head("200 OK", "Content-Length: 2\r\n") + "ok");
    } else {
      send(out, head("503 Not yet", "Content-Length: 0\r\n"));
    }
  }

  private void text(Request request, OutputStream out, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
    String head =
        head("200 OK", "Content-Type: text/plain\r\nContent-Length: " + bytes.length + "\r\n");
    if (request.method().equals("HEAD")) {
      send(out, head);
    } else {
      send(out, head + body);
    }
  }

  private static void skipBody(Request request, InputStream in) throws IOException {
    if (request.hasBody()) {
      body(request, in, OutputStream.nullOutputStream());
    }
  }

  /** Sends back what comes, while it comes. */
  private void echo(Request request, InputStream in, OutputStream out) throws IOException {
    if ("100-continue".equals(request.headers().get("expect"))) {
      send(out, "HTTP/1.1 100 Continue\r\n\r\n");
    }
    send(out, head("200 OK", "Transfer-Encoding: chunked\r\n"));
    body(
        request,
        in,
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int from, int length) throws IOException {
            ByteArrayOutputStream chunk = new ByteArrayOutputStream(length + 16);
            chunk.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            chunk.write(bytes, from, length);
            chunk.write('\r');
            chunk.write('\n');
            out.write(chunk.toByteArray());
          }
        });
    send(out, "0\r\n\r\n");
  }

  /** Takes the whole body and answers with its length and SHA-256. */
  private void digest(Request request, InputStream in, OutputStream out) throws IOException {
    MessageDigest sha = sha("SHA-256");
    long[] length = new long[1];
    body(
        request,
        in,
        new OutputStream() {
          @Override
          public void write(int b) {
            throw new UnsupportedOperationException();
          }

          @Override
          public void write(byte[] bytes, int from, int count) {
            sha.update(bytes, from, count);
            length[0] += count;
          }
        });
    text(request, out, length[0] + " " + HexFormat.of().formatHex(sha.digest()));
  }

  /** A body of the asked length whose bytes follow from their place. */
  private void large(Request request, OutputStream out) throws IOException {
    int length = Integer.parseInt(request.path().substring(request.path().indexOf('?') + 1));
    send(out, head("200 OK", "Content-Length: " + length + "\r\n"));
    out.write(pattern(length));
  }

  static byte[] pattern(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31 + (i >> 10));
    }
    return bytes;
  }

  /** An event every 20 ms until the connection breaks. */
  private void events(OutputStream out) throws IOException, InterruptedException {
    send(out, head("200 OK", "Content-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n"));
    for (int i = 0; i < 100_000; i++) {
      // In two pieces: the router must not end the stream between them.
      send(out, chunk("data: " + i));
      send(out, chunk(" of " + release + "\n\n"));
      Thread.sleep(20);
    }
  }

  private static String chunk(String text) {
    return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
  }

  /** Echoes WebSocket frames until a close frame comes, which it answers. */
  private void socket(Request request, InputStream in, OutputStream out) throws IOException {
    String key = request.headers().getOrDefault("sec-websocket-key", "");
    String accept =
        Base64.getEncoder()
            .encodeToString(
                sha("SHA-1")
                    .digest(
                        (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                            .getBytes(StandardCharsets.US_ASCII)));
    send(
        out,
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + accept
            + "\r\n\r\n");
    while (true) {
      WebSocketFrame frame = WebSocketFrame.read(in);
      out.write(frame.unmasked());
      if (frame.isClose()) {
        return;
      }
    }
  }

  private String head(String status, String headers) {
    return "HTTP/1.1 " + status + "\r\nX-Release: " + release + "\r\n" + headers + "\r\n";
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static MessageDigest sha(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static @Nullable Request read(InputStream in) throws IOException {
    String line;
    try {
      line = line(in);
    } catch (SocketException closed) {
      return null;
    }
    if (line.isEmpty()) {
      return null;
    }
    StringBuilder raw = new StringBuilder(line).append('\n');
    String[] parts = line.split(" ", 3);
    Map<String, String> headers = new TreeMap<>();
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      raw.append(header).append('\n');
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    return new Request(parts[0], parts[1], headers, raw.toString());
  }

  private static void body(Request request, InputStream in, OutputStream sink) throws IOException {
    if (!request.headers().containsKey("transfer-encoding")) {
      copy(in, request.length(), sink);
      return;
    }
    for (int size = size(in); size > 0; size = size(in)) {
      copy(in, size, sink);
      line(in);
    }
    while (!line(in).isEmpty()) {
      // Trailers.
    }
  }

  private static int size(InputStream in) throws IOException {
    return Integer.parseInt(line(in), 16);
  }

  private static void copy(InputStream in, long length, OutputStream sink) throws IOException {
    byte[] piece = new byte[PIECE];
    long left = length;
    while (left > 0) {
      int count = in.read(piece, 0, (int) Math.min(left, piece.length));
      if (count < 0) {
        throw new IOException("the body is not whole");
      }
      sink.write(piece, 0, count);
      left -= count;
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return "";
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
