package dev.slipway.router;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, from the head of the one to the last byte of the other.
 *
 * <p>It finds its route, claims a lane, and passes both bodies on piece by piece: a side that can't
 * take more stops the reading of the other. Until the first byte of an answer it may ask another
 * instance: always while nothing was sent, and also afterwards when the request is safe and has no
 * body (RFC 9110, 9.2.2).
 */
final class Exchange {
  private enum Stage {
    HELD,
    CONNECTING,
    SENT,
    ANSWERING,
    TUNNEL,
    OVER
  }

  private final ClientConnection client;
  private final HttpRequest request;
  private final boolean http10;
  private final boolean bodyless;
  private final boolean webSocket;
  private final long started = System.nanoTime();
  private final Deque<HttpContent> waiting = new ArrayDeque<>(0);
  private Stage stage = Stage.HELD;
  private boolean keepAlive;
  private boolean requestComplete;
  private boolean expectsContinue;
  private long received;
  private long lastMove = started;
  private long heldUntil = Long.MAX_VALUE;

  private @Nullable Round round;
  private @Nullable UpstreamConnection upstream;
  private @Nullable EventStream events;
  private @Nullable Tunnel tunnel;
  private @Nullable SiteTransfer transfer;
  private boolean leaving;
  private int status;

  Exchange(ClientConnection client, HttpRequest request) {
    this.client = client;
    this.request = request;
    this.http10 = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
    this.keepAlive = HttpUtil.isKeepAlive(request);
    this.bodyless = isBodyless(request);
    this.requestComplete = bodyless;
    this.webSocket = !http10 && RequestHeaders.isWebSocket(request);
    this.expectsContinue = request.headers().contains(HttpHeaderNames.EXPECT);
  }

  private static boolean isBodyless(HttpRequest request) {
    if (request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      return false;
    }
    String length = request.headers().get(HttpHeaderNames.CONTENT_LENGTH);
    return length == null || length.equals("0");
  }

  HttpRequest request() {
    return request;
  }

  boolean isHeld() {
    return stage == Stage.HELD;
  }

  boolean holds(Lane lane) {
    return round != null && round.lane() == lane;
  }

  // The way to an instance.

  void begin() {
    RequestTarget.normalise(request);
    route();
  }

  /** Looks at the table; a held request does so again after every change of it. */
  void route() {
    String host = RequestTarget.hostOf(request.headers().get(HttpHeaderNames.HOST));
    LiveTable.Entry entry = client.plane().table().find(host, request.uri());
    if (entry == null) {
      answer(Answer.text(HttpResponseStatus.NOT_FOUND, "no service takes this request"));
      return;
    }
    Route route = entry.route().route();
    switch (route.mode()) {
      case Mode.Running running -> forward(entry);
      case Mode.Paused paused -> hold(paused);
      case Mode.Stopped stopped ->
          answer(Answer.text(HttpResponseStatus.SERVICE_UNAVAILABLE, stopped.message()));
      case Mode.Maintenance maintenance -> answer(Answer.maintenance(maintenance.message()));
    }
  }

  private void hold(Mode.Paused paused) {
    heldUntil = Math.min(heldUntil, started + paused.hold().toNanos());
    if (!requestComplete) {
      client.pauseReading(true);
    }
  }

  private void forward(LiveTable.Entry entry) {
    RoutePolicy policy = entry.route().route().policy();
    if (HttpUtil.getContentLength(request, 0L) > policy.maxRequestBytes()) {
      answer(tooLarge());
      return;
    }
    round = Round.begin(entry, client.worker(), request);
    entry.rewritePath(request);
    Site site = round.lane().slot().site();
    if (site != null) {
      serve(site, round);
      return;
    }
    RequestHeaders.rewrite(request, client.address(), client.scheme());
    tryNext(round);
  }

  /** A slot of files is answered here. */
  private void serve(Site site, Round claimed) {
    SiteAnswer answer = SiteAnswer.of(site, request, client.channel().alloc());
    HttpResponse head = answer.head();
    stage = Stage.ANSWERING;
    status = head.status().code();
    lastMove = System.nanoTime();
    claimed.answered(lastMove - started);
    boolean stays = keepAlive && requestComplete;
    keepAlive = ResponseHeaders.rewrite(head, request, http10, stays, claimed.cookie());
    client.write(head);
    transfer = answer.transfer();
    if (transfer == null) {
      finish();
      return;
    }
    moreOf(transfer);
  }

  private void moreOf(SiteTransfer file) {
    lastMove = System.nanoTime();
    try {
      while (client.isWritable()) {
        HttpContent piece = file.next(client.channel().alloc());
        client.write(piece);
        if (piece instanceof LastHttpContent) {
          finish();
          return;
        }
      }
      client.flush();
    } catch (IOException unreadable) {
      current().lane().counters().gatewayError();
      cut();
    }
  }

  private void tryNext(Round attempts) {
    UpstreamPool pool = attempts.next();
    if (pool == null) {
      gatewayError(HttpResponseStatus.BAD_GATEWAY, "no instance of the service answers");
      return;
    }
    UpstreamConnection idle = pool.takeIdle(canBeSentAgain());
    if (idle == null) {
      connect(pool);
      return;
    }
    send(idle);
    if (bodyless) {
      idle.flush();
    }
  }

  private void connect(UpstreamPool pool) {
    stage = Stage.CONNECTING;
    pool.connect(this);
  }

  void connected(UpstreamConnection connection) {
    if (stage != Stage.CONNECTING) {
      connection.close();
      return;
    }
    send(connection);
    connection.flush();
  }

  void connectFailed(LiveUpstream instance, Throwable cause) {
    if (stage != Stage.CONNECTING || round == null) {
      return;
    }
    client.plane().failed(round.lane().slot(), instance, "it refuses connections: " + cause);
    tryNext(round);
  }

  private void send(UpstreamConnection connection) {
    upstream = connection;
    stage = Stage.SENT;
    lastMove = System.nanoTime();
    connection.take(this);
    connection.write(outgoing());
    if (!waiting.isEmpty()) {
      waiting.forEach(connection::write);
      waiting.clear();
    }
    if (!requestComplete) {
      client.pauseReading(!connection.isWritable());
    }
  }

  private HttpMessage outgoing() {
    if (!bodyless) {
      return request;
    }
    return new DefaultFullHttpRequest(
        HttpVersion.HTTP_1_1,
        request.method(),
        request.uri(),
        Unpooled.EMPTY_BUFFER,
        request.headers(),
        EmptyHttpHeaders.INSTANCE);
  }

  private boolean canBeSentAgain() {
    HttpMethod method = request.method();
    return bodyless
        && (method.equals(HttpMethod.GET)
            || method.equals(HttpMethod.HEAD)
            || method.equals(HttpMethod.OPTIONS));
  }

  // The request's body.

  void requestBody(HttpContent content, boolean last) {
    if (bodyless) {
      content.release();
      return;
    }
    requestComplete = last;
    received += content.content().readableBytes();
    lastMove = System.nanoTime();
    if (round != null && received > round.policy().maxRequestBytes()) {
      content.release();
      bodyTooLarge();
      return;
    }
    if (upstream == null) {
      waiting.add(content);
      client.pauseReading(true);
      return;
    }
    upstream.write(content);
    if (!last && !upstream.isWritable()) {
      // In this order: the flush may make it writable again, which resumes the reading.
      client.pauseReading(true);
      upstream.flush();
    }
  }

  private void bodyTooLarge() {
    dropUpstream();
    if (stage == Stage.ANSWERING) {
      cut();
      return;
    }
    answer(tooLarge());
  }

  private static FullHttpResponse tooLarge() {
    return Answer.text(
        HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, "the request body is too large");
  }

  /** The request turned out to be malformed after its head. */
  void malformed(Refusal refusal) {
    dropUpstream();
    if (stage == Stage.ANSWERING) {
      cut();
      return;
    }
    requestComplete = false;
    answer(Answer.text(refusal.status(), refusal.reason()));
  }

  void flushToUpstream() {
    if (upstream != null && !bodyless) {
      upstream.flush();
    }
  }

  void upstreamWritable() {
    if (!requestComplete) {
      client.pauseReading(false);
    }
  }

  // The answer.

  void interim(HttpResponse response) {
    if (http10) {
      return;
    }
    expectsContinue &= !response.status().equals(HttpResponseStatus.CONTINUE);
    HopHeaders.strip(response.headers());
    writeHead(response);
  }

  private void writeHead(HttpResponse response) {
    client.write(
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            response.status(),
            Unpooled.EMPTY_BUFFER,
            response.headers(),
            EmptyHttpHeaders.INSTANCE));
    client.flush();
  }

  void wholeResponse(HttpResponse response, LastHttpContent content) {
    if (response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
      content.release();
      switchProtocols(response);
      return;
    }
    answering(response);
    client.write(
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            response.status(),
            content.content(),
            response.headers(),
            content.trailingHeaders()));
    finish();
  }

  void responseHead(HttpResponse response) {
    answering(response);
    if (ResponseHeaders.isEventStream(response)) {
      events = new EventStream();
    }
    client.write(response);
  }

  private void answering(HttpResponse response) {
    stage = Stage.ANSWERING;
    lastMove = System.nanoTime();
    status = response.status().code();
    Round current = current();
    current.answered(lastMove - started);
    if (!requestComplete && expectsContinue) {
      // The client may never send the body now; what it sends next would be taken for it.
      keepAlive = false;
    }
    keepAlive = ResponseHeaders.rewrite(response, request, http10, keepAlive, current.cookie());
  }

  void responseBody(HttpContent content, boolean last) {
    lastMove = System.nanoTime();
    EventStream stream = events;
    if (stream != null) {
      stream.passed(content.content());
    }
    client.write(content);
    if (last) {
      finish();
      return;
    }
    if (stream != null && leaving && stream.isBetweenEvents()) {
      endStream();
      return;
    }
    if (!client.isWritable() && upstream != null) {
      upstream.pauseReading(true);
      client.flush();
    }
  }

  void flushToClient() {
    client.flush();
  }

  void clientWritable() {
    if (transfer != null) {
      moreOf(transfer);
      return;
    }
    if (upstream != null) {
      lastMove = System.nanoTime();
      upstream.pauseReading(false);
    }
  }

  private void finish() {
    client.flush();
    if (upstream != null) {
      upstream.release(requestComplete);
      upstream = null;
    }
    Round current = current();
    current.lane().counters().answered(status);
    over(current);
    client.exchangeDone(keepAlive);
  }

  /** The router answers in the place of an instance. */
  private void answer(FullHttpResponse response) {
    boolean stays = keepAlive && requestComplete;
    ResponseHeaders.setConnection(response.headers(), http10, stays);
    client.write(response);
    client.flush();
    over(round);
    client.exchangeDone(stays);
  }

  private void gatewayError(HttpResponseStatus code, String line) {
    current().lane().counters().gatewayError();
    answer(Answer.text(code, line));
  }

  private void cut() {
    over(round);
    client.cut();
  }

  private void over(@Nullable Round claimed) {
    stage = Stage.OVER;
    waiting.forEach(HttpContent::release);
    waiting.clear();
    if (transfer != null) {
      transfer.close();
      transfer = null;
    }
    if (claimed != null) {
      claimed.lane().release();
    }
    round = null;
  }

  private Round current() {
    if (round == null) {
      throw new IllegalStateException("no lane is claimed");
    }
    return round;
  }

  // What goes wrong.

  void upstreamFailed(String reason) {
    UpstreamConnection failed = upstream;
    if (failed == null) {
      return;
    }
    dropUpstream();
    Round current = current();
    LiveUpstream instance = failed.pool().upstream();
    if (!failed.isUsed()) {
      client.plane().failed(current.lane().slot(), instance, reason);
    }
    if (stage == Stage.ANSWERING) {
      current.lane().counters().gatewayError();
      cut();
      return;
    }
    if (!canBeSentAgain()) {
      gatewayError(HttpResponseStatus.BAD_GATEWAY, "the instance failed within the request");
      return;
    }
    if (failed.isUsed()) {
      // An instance may close an idle connection at any time; that says nothing about it.
      connect(failed.pool());
      return;
    }
    tryNext(current);
  }

  void clientGone() {
    dropUpstream();
    if (round != null) {
      round.lane().counters().aborted();
    }
    over(round);
  }

  private void dropUpstream() {
    if (upstream != null) {
      upstream.close();
      upstream = null;
    }
  }

  boolean isOverdue(long now) {
    return switch (stage) {
      case HELD -> now > heldUntil;
      case CONNECTING, TUNNEL, OVER -> false;
      case SENT -> now - lastMove > patience();
      case ANSWERING -> now - lastMove > patience() && (events == null || !client.isWritable());
    };
  }

  /** How long it may stand still: it depends on whom it waits for. */
  private long patience() {
    boolean clientsTurn = !requestComplete || !client.isWritable();
    if (clientsTurn) {
      return client.plane().stallNanos();
    }
    return current().policy().responseTimeout().toNanos();
  }

  void expire() {
    dropUpstream();
    if (stage == Stage.ANSWERING) {
      current().lane().counters().aborted();
      cut();
    } else if (stage == Stage.HELD) {
      answer(Answer.text(HttpResponseStatus.GATEWAY_TIMEOUT, "held for too long"));
    } else if (requestComplete) {
      gatewayError(HttpResponseStatus.GATEWAY_TIMEOUT, "the service did not answer in time");
    } else {
      current().lane().counters().aborted();
      answer(Answer.text(HttpResponseStatus.REQUEST_TIMEOUT, "the request did not arrive in time"));
    }
  }

  // Streams and the drain.

  /** Whether it is a stream, which never ends by itself. */
  boolean isStream() {
    return events != null || stage == Stage.TUNNEL;
  }

  /** Ends a stream in the way its protocol has for it. */
  void endCleanly() {
    if (tunnel != null) {
      tunnel.goodbye();
      return;
    }
    if (events == null) {
      return;
    }
    if (events.isBetweenEvents()) {
      endStream();
      return;
    }
    leaving = true;
  }

  private void endStream() {
    dropUpstream();
    client.write(LastHttpContent.EMPTY_LAST_CONTENT);
    finish();
  }

  /** Cuts what would not end. */
  void cutShort() {
    dropUpstream();
    if (tunnel != null) {
      tunnel.close();
      return;
    }
    if (stage == Stage.ANSWERING) {
      cut();
      return;
    }
    gatewayError(HttpResponseStatus.GATEWAY_TIMEOUT, "the release was stopped");
  }

  private void switchProtocols(HttpResponse response) {
    UpstreamConnection connection = upstream;
    if (!webSocket || connection == null) {
      upstreamFailed("it switched the protocol unasked");
      return;
    }
    Round current = current();
    stage = Stage.TUNNEL;
    status = response.status().code();
    HopHeaders.strip(response.headers());
    response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
    response.headers().set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
    writeHead(response);
    Tunnel opened = new Tunnel(client.channel(), connection.channel(), this::tunnelOver);
    tunnel = opened;
    upstream = null;
    current.answered(System.nanoTime() - started);
    client.becomeTunnel(opened.clientEnd());
    connection.becomeTunnel(opened.upstreamEnd());
  }

  private void tunnelOver() {
    Round current = current();
    current.lane().counters().answered(status);
    over(current);
    client.tunnelClosed();
  }
}
