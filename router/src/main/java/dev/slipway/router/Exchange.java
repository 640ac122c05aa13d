package dev.slipway.router;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, from the head of the one to the last byte of the other.
 *
 * <p>It finds its route, claims a lane and asks an instance; {@link RequestBody} and {@link Relay}
 * pass the bodies. Until the first byte of an answer it may ask another instance: always while
 * nothing was sent, and also afterwards when the request {@link ClientRequest#canBeSentAgain}.
 */
final class Exchange {
  private enum Stage {
    /** No instance is asked: the route is paused, or not looked at yet. */
    HELD,
    CONNECTING,
    SENT,
    ANSWERING,
    TUNNEL,
    OVER
  }

  private final ClientConnection client;
  private final ClientRequest request;
  private final RequestBody body;
  private final Relay relay;
  private final long started = System.nanoTime();
  private Stage stage = Stage.HELD;
  private boolean awaitsContinue;
  private boolean leaving;
  private long lastMove = started;
  private long heldUntil = Long.MAX_VALUE;
  private @Nullable Round round;
  private @Nullable UpstreamConnection upstream;
  private @Nullable SiteTransfer transfer;
  private @Nullable Tunnel tunnel;

  Exchange(ClientConnection client, HttpRequest message) {
    this.client = client;
    this.request = new ClientRequest(message);
    this.body = new RequestBody(client, request.isBodyless());
    this.relay = new Relay(client, request);
    this.awaitsContinue = request.expectsContinue();
  }

  HttpRequest message() {
    return request.message();
  }

  boolean isHeld() {
    return stage == Stage.HELD;
  }

  boolean holds(Claims claims) {
    return round != null && round.holds(claims);
  }

  // The way to an instance.

  /** Looks at the table; a held request does so again after every change of it. */
  void route() {
    LiveTable.Entry entry = request.findIn(client.plane().table());
    if (entry == null) {
      answer(Answer.text(HttpResponseStatus.NOT_FOUND, "no service takes this request"));
      return;
    }
    switch (entry.route().route().mode()) {
      case Mode.Running running -> forward(entry);
      case Mode.Paused paused -> {
        heldUntil = Math.min(heldUntil, started + paused.hold().toNanos());
        body.hold();
      }
      case Mode.Stopped stopped ->
          answer(Answer.text(HttpResponseStatus.SERVICE_UNAVAILABLE, stopped.message()));
      case Mode.Maintenance maintenance -> answer(Answer.maintenance(maintenance.message()));
    }
  }

  private void forward(LiveTable.Entry entry) {
    if (request.announcedBytes() > entry.route().route().policy().maxRequestBytes()) {
      answer(Answer.tooLarge());
      return;
    }
    round = Round.begin(entry, client.worker(), message());
    entry.rewritePath(message());
    Site site = round.lane().slot().site();
    if (site != null) {
      serve(site);
      return;
    }
    RequestHeaders.rewrite(message(), client.address(), client.scheme(), request.isWebSocket());
    tryNext(round);
  }

  private void tryNext(Round attempts) {
    UpstreamPool pool = attempts.next();
    if (pool == null) {
      gatewayError(HttpResponseStatus.BAD_GATEWAY, "no instance of the service answers");
      return;
    }
    UpstreamConnection idle = pool.takeIdle(request.canBeSentAgain());
    if (idle == null) {
      connect(pool);
      return;
    }
    send(idle);
    if (request.isBodyless()) {
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
    if (stage == Stage.CONNECTING) {
      Round current = current();
      client.plane().failed(current.lane().slot(), instance, "it takes no connection: " + cause);
      tryNext(current);
    }
  }

  private void send(UpstreamConnection connection) {
    upstream = connection;
    stage = Stage.SENT;
    moved();
    connection.take(this);
    if (current().isSplit()) {
      RequestHeaders.nameRelease(message(), current().lane().slot().release());
    }
    connection.write(request.outgoing());
    body.sendKept(connection);
  }

  // The request's body.

  void requestBody(HttpContent piece, boolean last) {
    if (request.isBodyless()) {
      piece.release();
      return;
    }
    moved();
    body.count(piece, last);
    if (round != null && body.received() > round.policy().maxRequestBytes()) {
      piece.release();
      refuse(Answer.tooLarge());
    } else if (upstream == null) {
      body.keep(piece);
    } else {
      body.send(piece, upstream);
    }
  }

  /** The request turned out to be malformed after its head. */
  void malformed(Refusal refusal) {
    refuse(Answer.text(refusal.status(), refusal.reason()));
  }

  /** Refuses a request that has begun; its connection can't be used any further. */
  private void refuse(FullHttpResponse response) {
    dropUpstream();
    if (stage == Stage.ANSWERING) {
      response.release();
      current().lane().counters().aborted();
      cut();
      return;
    }
    answer(response, false);
  }

  void flushToUpstream() {
    if (upstream != null && !request.isBodyless()) {
      upstream.flush();
    }
  }

  void upstreamWritable() {
    body.resume();
  }

  // The answer.

  void interim(HttpResponse head) {
    awaitsContinue &= !head.status().equals(HttpResponseStatus.CONTINUE);
    relay.writeInterim(head);
  }

  void wholeResponse(HttpResponse head, LastHttpContent content) {
    if (head.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
      content.release();
      switchProtocols(head);
      return;
    }
    begin(head);
    relay.writeWhole(head, content);
    finish();
  }

  void responseHead(HttpResponse head) {
    begin(head);
    relay.writeHead(head);
    if (relay.isEventStream()) {
      current().streamBegan(this);
    }
  }

  private void begin(HttpResponse head) {
    stage = Stage.ANSWERING;
    moved();
    Round current = current();
    current.answered(lastMove - started);
    // A client that waits for 100 may never send its body now: what it sends next would be taken
    // for it.
    boolean mayKeep = request.isKeepAlive() && (body.isComplete() || !awaitsContinue);
    relay.begin(head, mayKeep, current.cookie());
  }

  void responseBody(HttpContent piece, boolean last) {
    moved();
    relay.writeBody(piece);
    if (last) {
      finish();
    } else if (leaving && relay.isBetweenEvents()) {
      endStream();
    } else if (!client.isWritable() && upstream != null) {
      // In this order: the flush may make it writable again, which resumes the reading.
      upstream.pauseReading(true);
      client.flush();
    }
  }

  void flushToClient() {
    client.flush();
  }

  void clientWritable() {
    moved();
    if (transfer != null) {
      moreOf(transfer);
    } else if (upstream != null) {
      upstream.pauseReading(false);
    }
  }

  /** A slot of files is answered here. */
  private void serve(Site site) {
    SiteAnswer answer = SiteAnswer.of(site, message(), client.channel().alloc());
    begin(answer.head());
    relay.writeHead(answer.head());
    transfer = answer.transfer();
    if (transfer == null) {
      finish();
      return;
    }
    moreOf(transfer);
  }

  private void moreOf(SiteTransfer file) {
    try {
      if (relay.writeFrom(file)) {
        finish();
      }
    } catch (IOException unreadable) {
      tear();
    }
  }

  private void switchProtocols(HttpResponse head) {
    UpstreamConnection connection = upstream;
    if (!request.isWebSocket() || connection == null) {
      upstreamFailed("it switched the protocol unasked");
      return;
    }
    stage = Stage.TUNNEL;
    upstream = null;
    current().answered(System.nanoTime() - started);
    relay.writeSwitch(head);
    Tunnel opened =
        new Tunnel(
            client.channel(),
            connection.channel(),
            client.plane().limits().stall(),
            this::tunnelOver);
    tunnel = opened;
    client.becomeTunnel(opened.clientEnd());
    connection.becomeTunnel(opened.upstreamEnd());
    current().streamBegan(this);
  }

  // The end.

  private void finish() {
    client.flush();
    if (upstream != null) {
      upstream.release(body.isComplete());
      upstream = null;
    }
    current().lane().counters().answered(relay.status());
    over();
    client.exchangeDone(relay.keepsConnection());
  }

  private void tunnelOver() {
    current().lane().counters().answered(relay.status());
    over();
    client.tunnelClosed();
  }

  /** The router answers in the place of an instance. */
  private void answer(FullHttpResponse response) {
    answer(response, request.isKeepAlive() && body.isComplete());
  }

  private void answer(FullHttpResponse response, boolean keeps) {
    relay.writeOwn(response, keeps);
    client.flush();
    over();
    client.exchangeDone(keeps);
  }

  private void gatewayError(HttpResponseStatus status, String line) {
    current().lane().counters().gatewayError();
    answer(Answer.text(status, line));
  }

  /** Cuts an answer that the release did not finish. */
  private void tear() {
    current().lane().counters().gatewayError();
    cut();
  }

  /** Ends the connection within the answer, so that the client sees that it is not whole. */
  private void cut() {
    over();
    client.cut();
  }

  private void over() {
    stage = Stage.OVER;
    body.release();
    if (transfer != null) {
      transfer.close();
      transfer = null;
    }
    client.plane().log(client, request, relay, started, round);
    if (round != null) {
      round.end();
      round = null;
    }
  }

  // What goes wrong.

  void upstreamFailed(String reason) {
    UpstreamConnection failed = upstream;
    if (failed == null) {
      return;
    }
    dropUpstream();
    Round current = current();
    if (!failed.isUsed()) {
      client.plane().failed(current.lane().slot(), failed.pool().upstream(), reason);
    }
    if (stage == Stage.ANSWERING) {
      tear();
    } else if (!request.canBeSentAgain()) {
      gatewayError(HttpResponseStatus.BAD_GATEWAY, "the instance failed within the request");
    } else if (failed.isUsed()) {
      // An instance may close an idle connection at any time; that says nothing about it.
      connect(failed.pool());
    } else {
      tryNext(current);
    }
  }

  void clientGone() {
    dropUpstream();
    if (round != null) {
      round.lane().counters().aborted();
    }
    over();
  }

  private void dropUpstream() {
    if (upstream != null) {
      upstream.close();
      upstream = null;
    }
  }

  private Round current() {
    if (round == null) {
      throw new IllegalStateException("no lane is claimed");
    }
    return round;
  }

  // Deadlines and the drain.

  private void moved() {
    lastMove = System.nanoTime();
  }

  boolean isOverdue(long now) {
    return switch (stage) {
      case HELD -> now > heldUntil;
      case CONNECTING, TUNNEL, OVER -> false;
      case SENT -> now - lastMove > patience();
      case ANSWERING ->
          now - lastMove > patience() && !(relay.isEventStream() && client.isWritable());
    };
  }

  /** How long it may stand still: that depends on whom it waits for. */
  private long patience() {
    if (!body.isComplete() || !client.isWritable()) {
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
    } else if (body.isComplete()) {
      gatewayError(HttpResponseStatus.GATEWAY_TIMEOUT, "the service did not answer in time");
    } else {
      current().lane().counters().aborted();
      answer(Answer.text(HttpResponseStatus.REQUEST_TIMEOUT, "the request did not arrive in time"));
    }
  }

  /** Whether it is a stream under way, which need not end by itself. */
  boolean isStream() {
    return stage == Stage.TUNNEL || (stage == Stage.ANSWERING && relay.isEventStream());
  }

  /** Ends a stream in the way its protocol has for it. */
  void endCleanly() {
    if (tunnel != null) {
      tunnel.goodbye();
      return;
    }
    leaving = true;
    if (relay.isBetweenEvents()) {
      endStream();
    }
  }

  private void endStream() {
    dropUpstream();
    relay.writeEnd();
    finish();
  }

  /** Cuts what would not end. */
  void cutShort() {
    dropUpstream();
    if (tunnel != null) {
      tunnel.close();
    } else if (stage == Stage.ANSWERING) {
      tear();
    } else {
      gatewayError(HttpResponseStatus.GATEWAY_TIMEOUT, "the release was stopped");
    }
  }
}
