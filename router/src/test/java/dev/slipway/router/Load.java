package dev.slipway.router;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Users of a service while it is deployed: small and large GETs, uploads, slow answers, event
 * streams and WebSockets, each on a kept connection and each checked to the last byte.
 */
final class Load implements AutoCloseable {
  /** What one user does again and again. */
  private interface Visit {
    void run(RawClient client, Random random) throws IOException;
  }

  private static final byte[] LARGE = Application.pattern(1 << 20);

  private final InetSocketAddress router;
  private final Random seeds;
  private final List<Thread> users = new ArrayList<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong streams = new AtomicLong();
  private volatile boolean over;

  Load(InetSocketAddress router, long seed) {
    this.router = router;
    this.seeds = new Random(seed);
  }

  /** The mix that the peers were measured with. */
  void start() {
    add(6, "small GET", this::small);
    add(2, "1 MiB GET", this::large);
    add(2, "upload", this::upload);
    add(3, "slow answer", this::slow);
    add(3, "event stream", this::events);
    add(3, "WebSocket", this::socket);
  }

  /** GET and HEAD alone: what may be sent again when it got no answer. */
  void startReaders() {
    add(5, "small GET", this::small);
    add(3, "HEAD", this::head);
  }

  long requests() {
    return requests.get();
  }

  long streams() {
    return streams.get();
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  private void add(int count, String what, Visit visit) {
    for (int i = 0; i < count; i++) {
      Random random = new Random(seeds.nextLong());
      users.add(Thread.ofVirtual().name(what).start(() -> visitAgainAndAgain(what, visit, random)));
    }
  }

  private void visitAgainAndAgain(String what, Visit visit, Random random) {
    try (RawClient client = new RawClient(router)) {
      while (!over) {
        visit.run(client, random);
        requests.incrementAndGet();
      }
    } catch (IOException | RuntimeException failed) {
      failures.add(what + ": " + failed);
    }
  }

  private void small(RawClient client, Random random) throws IOException {
    String path = "/small/" + random.nextInt(1000);
    expect(client.get(path).text().startsWith("GET " + path + " "), "another answer");
    pause(random.nextInt(3));
  }

  private void head(RawClient client, Random random) throws IOException {
    client.send("HEAD /small/" + random.nextInt(1000) + " HTTP/1.1\r\nHost: a\r\n\r\n");
    RawClient.Answer answer = client.read(true);
    expect(answer.status() == 200, "another answer: " + answer.status());
    pause(random.nextInt(3));
  }

  private void large(RawClient client, Random random) throws IOException {
    expect(Arrays.equals(LARGE, client.get("/large?" + LARGE.length).bytes()), "other bytes");
    pause(random.nextInt(40));
  }

  private void upload(RawClient client, Random random) throws IOException {
    client.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    StringBuilder sent = new StringBuilder();
    for (int chunk = 0; chunk < 4; chunk++) {
      String text = Integer.toString(random.nextInt()).repeat(1 + random.nextInt(400));
      sent.append(text);
      client.send(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
      pause(random.nextInt(30));
    }
    client.send("0\r\n\r\n");
    expect(client.read().text().contentEquals(sent), "another echo");
  }

  private void slow(RawClient client, Random random) throws IOException {
    expect(client.get("/slow?" + (300 + random.nextInt(500))).text().equals("slow"), "no answer");
  }

  /** Reads events until the router or the application ends the stream, which must be clean. */
  private void events(RawClient client, Random random) throws IOException {
    client.send("GET /events HTTP/1.1\r\nHost: a\r\n\r\n");
    expect(client.head().status() == 200, "no stream");
    String last = "\n\n";
    for (byte[] chunk = client.chunk(); chunk.length > 0 && !over; chunk = client.chunk()) {
      last = new String(chunk, StandardCharsets.ISO_8859_1);
    }
    if (!over) {
      expect(last.endsWith("\n\n"), "ended within an event");
      client.in().readNBytes(2);
      streams.incrementAndGet();
    }
  }

  /** Echoes frames until a close frame comes; then the connection is used up. */
  private void socket(RawClient used, Random random) throws IOException {
    try (RawClient client = new RawClient(router)) {
      client.send(
          """
          GET /socket HTTP/1.1\r
          Host: a\r
          Connection: Upgrade\r
          Upgrade: websocket\r
          Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
          Sec-WebSocket-Version: 13\r
          \r
          """);
      expect(client.head().status() == 101, "no upgrade");
      while (!over) {
        WebSocketFrame frame = new WebSocketFrame(2, "x".repeat(random.nextInt(3000)));
        client.send(frame.masked());
        WebSocketFrame answer = WebSocketFrame.read(client.in());
        if (answer.isClose()) {
          expect(answer.closeCode() == 1012, "closed with " + answer.closeCode());
          streams.incrementAndGet();
          return;
        }
        expect(answer.equals(frame), "another frame");
        pause(random.nextInt(20));
      }
    }
  }

  private static void expect(boolean truth, String otherwise) {
    if (!truth) {
      throw new IllegalStateException(otherwise);
    }
  }

  private static void pause(int millis) throws SocketTimeoutException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new SocketTimeoutException("stopped");
    }
  }

  /** Lets every user finish what it is doing. */
  @Override
  public void close() {
    over = true;
    for (Thread user : users) {
      try {
        user.join(10_000);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
