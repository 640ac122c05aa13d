import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The load: visitors of every kind at once, until they are told to leave. */
final class Visitors implements AutoCloseable {
  private static final int SMALL_VISITORS = 32;
  private static final int LARGE_VISITORS = 4;
  private static final int UPLOAD_VISITORS = 4;
  private static final int SLOW_VISITORS = 8;
  private static final int STREAMS = 4;
  private static final byte[] UPLOAD = Arrays.copyOf(Instance.LARGE, 256 * 1024);
  private static final int DEADLINE_MILLIS = 15_000;

  private final int port;
  private final Tally tally;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean leaving;

  Visitors(int port, Tally tally) {
    this.port = port;
    this.tally = tally;
  }

  /** What one visitor does on a connection, again and again. */
  private interface Visit {
    /** Whether the connection may be used again. */
    boolean on(Wire wire) throws IOException;
  }

  /** An answer that is not the one expected. */
  private static final class Wrong extends IOException {
    private static final long serialVersionUID = 1;

    Wrong(String what) {
      super(what);
    }
  }

  /** The connection was closed before a byte of the answer. */
  private static final class Closed extends IOException {
    private static final long serialVersionUID = 1;
  }

  void come(int smallASecond) {
    long pause = TimeUnit.SECONDS.toNanos(SMALL_VISITORS) / smallASecond;
    for (int i = 0; i < SMALL_VISITORS; i++) {
      repeat("small", pause, i * pause / SMALL_VISITORS, wire -> get(wire, "/small", Instance.SMALL));
    }
    long fifth = TimeUnit.MILLISECONDS.toNanos(200);
    for (int i = 0; i < LARGE_VISITORS; i++) {
      repeat("large", fifth, i * fifth / LARGE_VISITORS, wire -> get(wire, "/large", Instance.LARGE));
    }
    for (int i = 0; i < UPLOAD_VISITORS; i++) {
      repeat("upload", fifth, i * fifth / UPLOAD_VISITORS, this::upload);
    }
    for (int i = 0; i < SLOW_VISITORS; i++) {
      repeat("slow", 0, 0, wire -> get(wire, "/slow", Instance.SMALL));
    }
    for (int i = 0; i < STREAMS; i++) {
      start(() -> stream("sse", this::events));
      start(() -> stream("ws", this::socket));
    }
  }

  @Override
  public void close() throws InterruptedException {
    leaving = true;
    for (Thread thread : threads) {
      thread.join(DEADLINE_MILLIS);
    }
  }

  private void start(Runnable visitor) {
    threads.add(Thread.ofVirtual().start(visitor));
  }

  private void repeat(String kind, long pause, long offset, Visit visit) {
    start(
        () -> {
          Wire wire = null;
          boolean fresh = true;
          long due = System.nanoTime() + offset;
          while (!leaving) {
            sleepUntil(due);
            try {
              if (wire == null) {
                wire = connect();
                fresh = true;
              }
              boolean again = visit.on(wire);
              tally.answered();
              if (kind.equals("small")) {
                // From when it was due: a request that could not be sent in time waited too.
                tally.took(System.nanoTime() - due);
              }
              fresh = false;
              if (!again) {
                tally.dismissed();
                wire = drop(wire);
              }
            } catch (Closed closed) {
              if (fresh) {
                tally.failed(kind + ": closed without an answer");
              } else {
                tally.stale();
              }
              wire = drop(wire);
            } catch (Wrong wrong) {
              tally.failed(kind + ": " + wrong.getMessage());
              wire = drop(wire);
            } catch (IOException broken) {
              tally.failed(kind + ": " + broken.getMessage());
              wire = drop(wire);
            }
            due = Math.max(due + pause, System.nanoTime() - 10 * pause);
          }
          drop(wire);
        });
  }

  private static Wire drop(Wire wire) {
    if (wire != null) {
      wire.close();
    }
    return null;
  }

  private static void sleepUntil(long due) {
    long rest = due - System.nanoTime();
    if (rest > 0) {
      try {
        Thread.sleep(rest / 1_000_000, (int) (rest % 1_000_000));
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Wire connect() throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(DEADLINE_MILLIS);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), DEADLINE_MILLIS);
    return new Wire(socket);
  }

  private boolean get(Wire wire, String path, byte[] expected) throws IOException {
    send(wire, "GET " + path + " HTTP/1.1\r\nHost: bench\r\n\r\n");
    return expect(wire, expected);
  }

  private boolean upload(Wire wire) throws IOException {
    send(wire, "POST /echo HTTP/1.1\r\nHost: bench\r\nTransfer-Encoding: chunked\r\n\r\n");
    Thread sender =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    for (int at = 0; at < UPLOAD.length; at += 16_384) {
                      wire.writeChunk(UPLOAD, at, 16_384);
                    }
                    wire.write("0\r\n\r\n");
                  } catch (IOException seenByTheReader) {
                    // The reader of the answer sees it too, and counts it.
                  }
                });
    boolean again = expect(wire, UPLOAD);
    try {
      sender.join();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    return again;
  }

  private static void send(Wire wire, String head) throws IOException {
    try {
      wire.write(head);
    } catch (IOException broken) {
      throw closed(broken);
    }
  }

  private static Closed closed(IOException cause) {
    Closed closed = new Closed();
    closed.initCause(cause);
    return closed;
  }

  private static boolean expect(Wire wire, byte[] expected) throws IOException {
    Wire.Head head;
    try {
      head = wire.readHead();
    } catch (java.net.SocketTimeoutException slow) {
      throw new Wrong("no answer in time");
    } catch (java.net.SocketException reset) {
      throw closed(reset);
    }
    if (head == null) {
      throw new Closed();
    }
    if (!head.line().startsWith("HTTP/1.1 200")) {
      throw new Wrong(head.line());
    }
    if (!Arrays.equals(wire.readBody(head), expected)) {
      throw new Wrong("another body than was sent");
    }
    return !head.closes();
  }

  /** Opens a stream, sees how it ends, opens the next. */
  private void stream(String kind, Ending ending) {
    while (!leaving) {
      try (Wire wire = connect()) {
        String end = ending.of(wire);
        if (!leaving) {
          tally.ended(kind + " " + end);
        }
      } catch (IOException cut) {
        if (!leaving) {
          tally.ended(kind + " cut");
        }
      }
    }
  }

  private interface Ending {
    String of(Wire wire) throws IOException;
  }

  private String events(Wire wire) throws IOException {
    wire.write("GET /events HTTP/1.1\r\nHost: bench\r\nAccept: text/event-stream\r\n\r\n");
    Wire.Head head = wire.readHead();
    if (head == null || !head.line().startsWith("HTTP/1.1 200")) {
      return "refused";
    }
    while (!leaving) {
      if (wire.readChunk().length == 0) {
        return "clean";
      }
    }
    return "left";
  }

  private String socket(Wire wire) throws IOException {
    wire.write(
        "GET /socket HTTP/1.1\r\nHost: bench\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    Wire.Head head = wire.readHead();
    if (head == null || !head.line().startsWith("HTTP/1.1 101")) {
      return "refused";
    }
    while (!leaving) {
      Wire.Frame frame = wire.readFrame();
      if (frame.opcode() == 8) {
        // Masked with zeros, as a client must mask.
        wire.write(new byte[] {(byte) 0x88, (byte) 0x82, 0, 0, 0, 0, frame.payload()[0], frame.payload()[1]});
        return "close " + (((frame.payload()[0] & 0xff) << 8) | (frame.payload()[1] & 0xff));
      }
    }
    return "left";
  }
}
