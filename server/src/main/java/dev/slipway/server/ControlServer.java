package dev.slipway.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.EventFields;
import dev.slipway.store.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * HTTP on the loopback address for whoever knows the token; all HTTP server types stay in here.
 *
 * <p>Requests are served on virtual threads and may take as long as they want.
 */
final class ControlServer implements AutoCloseable {
  private static final int MOST_BYTES = 1 << 20;
  private static final int BACKLOG = 64;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final String token;
  private final Map<String, Call> calls;
  private final Stream stream;

  /** Answers one kind of request with the members of a JSON object. */
  interface Call {
    byte[] answer(EventFields body);
  }

  /** Writes lines for as long as somebody reads them. */
  interface Stream {
    void write(long from, boolean follow, OutputStream out) throws IOException;
  }

  private ControlServer(HttpServer server, String token, Map<String, Call> calls, Stream stream) {
    this.server = server;
    this.token = token;
    this.calls = Map.copyOf(calls);
    this.stream = stream;
  }

  /**
   * Listens on a free port.
   *
   * @param calls the answers to {@code POST}, by path
   * @param stream the answer to {@code GET /v1/entries}
   */
  static ControlServer start(String token, Map<String, Call> calls, Stream stream) {
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      HttpServer http = HttpServer.create(address, BACKLOG);
      ControlServer server = new ControlServer(http, token, calls, stream);
      http.createContext("/", server::handle);
      http.setExecutor(server.threads);
      http.start();
      return server;
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "cannot listen on the loopback address: " + e.getMessage(), e);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!isAllowed(exchange)) {
        answer(exchange, 401, error("UNAUTHORIZED", "the token of control.json is wanted"));
        return;
      }
      String path = exchange.getRequestURI().getPath();
      if (path.equals("/v1/entries") && exchange.getRequestMethod().equals("GET")) {
        streamTo(exchange);
        return;
      }
      answerCall(exchange, path);
    }
  }

  private void answerCall(HttpExchange exchange, String path) throws IOException {
    Call call = calls.get(path);
    if (call == null || !exchange.getRequestMethod().equals("POST")) {
      answer(exchange, 404, error("NOT_FOUND", "there is no " + path));
      return;
    }
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      answer(exchange, 413, error("INVALID_INPUT", "a request has at most 1 MiB"));
      return;
    }
    try {
      answer(exchange, 200, call.answer(JsonText.read(body.length == 0 ? EMPTY : body)));
    } catch (SlipwayException e) {
      answer(
          exchange, e.code().httpStatus(), error(e.code().name(), String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      // The root of a request's thread: whatever it is, the caller must hear of it.
      answer(exchange, 500, error(ErrorCode.INTERNAL.name(), e.toString()));
    }
  }

  private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);

  private void streamTo(HttpExchange exchange) throws IOException {
    Query query = Query.of(exchange.getRequestURI().getRawQuery());
    exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
    exchange.getResponseHeaders().set("Connection", "close");
    exchange.sendResponseHeaders(200, 0);
    stream.write(query.from(), query.follow(), exchange.getResponseBody());
  }

  /** The parameters of a request for entries. */
  private record Query(long from, boolean follow) {
    private static Query of(String text) {
      long from = 1;
      boolean follow = false;
      for (String part : (text == null ? "" : text).split("&", -1)) {
        if (part.startsWith("from=")) {
          from = Math.max(1, Long.parseLong(part.substring("from=".length())));
        }
        if (part.equals("follow=true")) {
          follow = true;
        }
      }
      return new Query(from, follow);
    }
  }

  private boolean isAllowed(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    String wanted = "Bearer " + token;
    return header != null
        && MessageDigest.isEqual(
            header.getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] error(String code, String message) {
    return JsonText.object(
        json -> {
          json.writeStringProperty("code", code);
          json.writeStringProperty("message", message);
        });
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Connection", "close");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
