package dev.slipway.server.http;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import io.helidon.common.tls.Tls;
import io.helidon.http.Header;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Serves routes over HTTP/1.1, each request on a virtual thread; safe for use by many threads. */
public final class WebServer implements AutoCloseable {
  /** How long what is being answered may take once the server stops. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  /** Held, so that what is set here stays set: nobody needs to read which features there are. */
  private static final Logger LIBRARY = Logger.getLogger("io.helidon");

  private final io.helidon.webserver.WebServer server;

  /** How long one write may wait for a client that takes nothing. */
  private static final Duration STALL = Duration.ofSeconds(60);

  private final WriteWatch watch = new WriteWatch(STALL);
  private final Dispatch dispatch;
  private final Settings settings;
  private volatile boolean open = true;

  private WebServer(
      InetSocketAddress address, List<Route> routes, Identity identity, Settings settings) {
    LIBRARY.setLevel(Level.WARNING);
    this.dispatch = new Dispatch(routes, identity, settings);
    this.settings = settings;
    WebServerConfig.Builder config =
        io.helidon.webserver.WebServer.builder()
            .address(address.getAddress())
            .port(address.getPort())
            .shutdownHook(false)
            .shutdownGracePeriod(GRACE)
            .writeBufferSize(1 << 14)
            .contentEncoding(
                encoding ->
                    encoding
                        .contentEncodingsDiscoverServices(false)
                        .addContentEncoding(new RequestGzip()))
            .routing(routing -> routing.any(this::handle));
    settings.tls().ifPresent(tls -> config.tls(Tls.builder().sslContext(tls).build()));
    this.server = config.build();
  }

  /**
   * Serves until it is closed.
   *
   * @param address where it listens; port 0 for a free one
   * @throws SlipwayException PORT_TAKEN when it cannot listen there
   */
  public static WebServer start(
      InetSocketAddress address, List<Route> routes, Identity identity, Settings settings) {
    WebServer server = new WebServer(address, routes, identity, settings);
    try {
      server.server.start();
    } catch (RuntimeException e) {
      throw new SlipwayException(
          ErrorCode.PORT_TAKEN,
          "cannot listen on " + address + "; is another server there? --http takes another address",
          e);
    }
    return server;
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  private void handle(ServerRequest request, ServerResponse response) {
    long began = System.nanoTime();
    Sending sending = new Sending(response, watch, () -> open);
    RequestHead head;
    try {
      head = head(request);
    } catch (SlipwayException e) {
      sending.refuse(400, String.valueOf(e.getMessage()));
      throw new CloseConnectionException("refused");
    }
    InputStream stream =
        request.content().hasEntity()
            ? request.content().inputStream()
            : InputStream.nullInputStream();
    Dispatch.Answer answer = dispatch.answer(head, new Body(stream));
    int status = sending.send(head, answer.response());
    settings
        .observer()
        .answered(
            new Observer.Answered(
                head.method(),
                answer.route(),
                head.path(),
                status,
                Duration.ofNanos(System.nanoTime() - began),
                answer.request().caller().isSignedIn() ? answer.request().caller().name() : "",
                head.remote()));
    if (sending.isLast() || "close".equalsIgnoreCase(head.header("connection").orElse(""))) {
      throw new CloseConnectionException("the last answer");
    }
  }

  private RequestHead head(ServerRequest request) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : request.headers()) {
      String name = header.headerName().lowerCase();
      headers.put(
          name, name.equals("cookie") ? String.join("; ", header.allValues()) : only(header));
    }
    refuseDoubtfulFraming(headers);
    String query = request.prologue().query().rawValue();
    String path = request.prologue().uriPath().rawPath();
    return RequestHead.of(
        request.prologue().method().text(),
        query.isEmpty() ? path : path + "?" + query,
        headers,
        remote(request, headers),
        request.isSecure()
            || (settings.trustsProxy() && "https".equals(headers.get("x-forwarded-proto"))));
  }

  private static String only(Header header) {
    String name = header.headerName().lowerCase();
    boolean matters =
        name.equals("content-length") || name.equals("authorization") || name.equals("host");
    if (matters && header.allValues().size() > 1) {
      throw new SlipwayException(ErrorCode.INVALID_INPUT, "the header " + name + " is there twice");
    }
    return header.get();
  }

  /** A body whose length two readers may understand differently is not read (RFC 9112, 6.3). */
  private static void refuseDoubtfulFraming(Map<String, String> headers) {
    String encoding = headers.get("transfer-encoding");
    if (encoding == null) {
      return;
    }
    if (!encoding.toLowerCase(Locale.ROOT).equals("chunked")
        || headers.containsKey("content-length")) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT, "a body has a Content-Length, or is chunked and nothing else");
    }
  }

  private String remote(ServerRequest request, Map<String, String> headers) {
    String forwarded = headers.get("x-forwarded-for");
    if (settings.trustsProxy() && forwarded != null) {
      return forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
    }
    return request.remotePeer().host();
  }

  @Override
  public void close() {
    open = false;
    server.stop();
    watch.close();
  }
}
