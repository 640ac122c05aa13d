package dev.slipway.router;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SniHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A running router in this process; safe for use by many threads. */
public final class Router implements RouterControl, AutoCloseable {
  private static final int BACKLOG = 4096;

  private final EventLoopGroup loops;
  private final List<Worker> workers;
  private final EventLog events = new EventLog(InstantSource.system());
  private final Optional<AccessLog> accessLog;
  private final DataPlane plane;
  private final Switchboard switchboard;
  private final Deploys deploys;
  private final HealthWatch watch;
  private final Channel listening;
  private final Optional<Channel> secure;

  private Router(RouterConfig config, Optional<TlsListener> tls) {
    // First: it may fail, and then nothing else is open yet.
    accessLog = config.accessLog().map(AccessLog::open);
    loops =
        new MultiThreadIoEventLoopGroup(
            config.workers(), new DefaultThreadFactory("router", true), NioIoHandler.newFactory());
    workers = workersOf(loops);
    plane = new DataPlane(config.limits(), accessLog.orElse(null));
    switchboard = new Switchboard(plane, workers, config.keeper(), events::add);
    SwitchBack switchBack = new SwitchBack(switchboard, events::add);
    plane.whenFailing(switchBack);
    deploys = new Deploys(switchboard, events::add);
    watch = new HealthWatch(switchBack);
    switchboard.whenChanged(watch::follow);
    switchboard.putInForce(config.table());
    listening = listen(config.http(), "http", channel -> {});
    secure =
        tls.map(
            listener ->
                listen(
                    listener.address(),
                    "https",
                    channel -> channel.pipeline().addLast(new SniHandler(listener.store()))));
  }

  /** Listens and serves until closed. */
  public static Router start(RouterConfig config) {
    return new Router(config, Optional.empty());
  }

  /** The same over TLS as well. */
  static Router start(RouterConfig config, Optional<TlsListener> tls) {
    return new Router(config, tls);
  }

  private static List<Worker> workersOf(EventLoopGroup loops) {
    List<Worker> workers = new ArrayList<>();
    loops.forEach(
        loop -> {
          Worker worker = new Worker(workers.size(), (EventLoop) loop);
          worker.start();
          workers.add(worker);
        });
    return List.copyOf(workers);
  }

  private Channel listen(InetSocketAddress address, String scheme, Consumer<Channel> underneath) {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    underneath.accept(channel);
                    ClientConnection.addTo(channel, plane, workerOf(channel), scheme);
                  }
                });
    ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      close();
      throw new SlipwayException(
          ErrorCode.PORT_TAKEN,
          "the router can't listen on " + address + ": " + bound.cause().getMessage(),
          bound.cause());
    }
    return bound.channel();
  }

  private Worker workerOf(Channel channel) {
    for (Worker worker : workers) {
      if (worker.loop().equals(channel.eventLoop())) {
        return worker;
      }
    }
    throw new IllegalStateException("a channel of another group");
  }

  /** Where it takes requests. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listening.localAddress();
  }

  /** Where it takes requests over TLS. */
  Optional<InetSocketAddress> httpsAddress() {
    return secure.map(channel -> (InetSocketAddress) channel.localAddress());
  }

  /** How many lines the access log has lost; 0 without one. */
  long lostLogLines() {
    return accessLog.map(AccessLog::dropped).orElse(0L);
  }

  @Override
  public RouteTable table() {
    return switchboard.table();
  }

  @Override
  public DeployOutcome deploy(ServiceName service, Slot slot, DeployOptions options) {
    return deploys.deploy(service, slot, options);
  }

  @Override
  public DeployOutcome resize(ServiceName service, Slot slot, Duration longest) {
    return deploys.resize(service, slot, longest);
  }

  @Override
  public boolean apply(RouteTable table) {
    RouteTable inForce =
        switchboard.change(
            current -> {
              if (table.generation() < current.generation()) {
                return current;
              }
              return table;
            });
    return inForce.equals(table);
  }

  @Override
  public void weight(ServiceName service, int percent) {
    RouteTable after =
        change(service, route -> route.withCandidate(Optional.of(candidate(route, percent))));
    events.add(
        new RouterEvent.Shifted(
            service,
            after.find(service).flatMap(Route::candidate).map(shifted -> shifted.slot().release()),
            percent,
            after.generation()));
  }

  private static Candidate candidate(Route route, int percent) {
    return route.candidate().orElseThrow(() -> noCandidate(route.service())).withPercent(percent);
  }

  @Override
  public void promote(ServiceName service) {
    RouteTable after =
        change(
            service,
            route ->
                route.switchedTo(route.candidate().orElseThrow(() -> noCandidate(service)).slot()));
    after
        .find(service)
        .ifPresent(
            route ->
                events.add(
                    new RouterEvent.Switched(
                        service,
                        route.previous().map(Slot::release),
                        route.stable().release(),
                        after.generation())));
  }

  @Override
  public void abandon(ServiceName service) {
    RouteTable after = change(service, route -> route.withCandidate(Optional.empty()));
    events.add(new RouterEvent.Shifted(service, Optional.empty(), 0, after.generation()));
  }

  @Override
  public void switchBack(ServiceName service, String reason) {
    RouteTable before = table();
    RouteTable after = change(service, Route::switchedBack);
    after
        .find(service)
        .ifPresent(
            route ->
                events.add(
                    new RouterEvent.SwitchedBack(
                        service,
                        before
                            .find(service)
                            .map(old -> old.stable().release())
                            .orElse(route.stable().release()),
                        route.stable().release(),
                        reason,
                        after.generation())));
  }

  @Override
  public void retire(ServiceName service) {
    change(service, Route::withoutPrevious);
  }

  @Override
  public void pause(ServiceName service, Duration hold) {
    mode(service, new Mode.Paused(hold));
  }

  @Override
  public void resume(ServiceName service) {
    mode(service, new Mode.Running());
  }

  @Override
  public void stop(ServiceName service, String message) {
    mode(service, new Mode.Stopped(message));
  }

  @Override
  public void maintenance(ServiceName service, String message) {
    mode(service, new Mode.Maintenance(message));
  }

  private void mode(ServiceName service, Mode mode) {
    RouteTable after = change(service, route -> route.withMode(mode));
    events.add(new RouterEvent.ModeChanged(service, mode, after.generation()));
  }

  @Override
  public void remove(ServiceName service) {
    RouteTable after =
        switchboard.change(
            table -> {
              Deploys.requireService(table, service);
              return table.without(service);
            });
    events.add(new RouterEvent.Removed(service, after.generation()));
  }

  private RouteTable change(ServiceName service, UnaryOperator<Route> change) {
    return switchboard.change(
        table ->
            table.with(
                change.apply(
                    table.find(service).orElseThrow(() -> Deploys.noSuchService(service)))));
  }

  private static SlipwayException noCandidate(ServiceName service) {
    return new SlipwayException(
        ErrorCode.NOT_FOUND,
        "service '" + service + "' has no candidate; deploy one with a weight");
  }

  @Override
  public List<ReleaseCounters> counters() {
    return CounterReading.of(switchboard.slots(), workers);
  }

  @Override
  public List<RouterEvent.Numbered> events(long after, Duration wait) {
    return events.after(after, wait);
  }

  /** Takes no more connections; those that are open go on. */
  void stopListening() {
    listening.close().awaitUninterruptibly();
    secure.ifPresent(channel -> channel.close().awaitUninterruptibly());
  }

  /** Stops taking requests and cuts those that are under way. */
  @Override
  public void close() {
    watch.close();
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    accessLog.ifPresent(AccessLog::close);
  }
}
