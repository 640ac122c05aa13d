package dev.slipway.server.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.Database;
import dev.slipway.store.DatabaseJournal;
import dev.slipway.store.Entry;
import dev.slipway.store.EventCodecs;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** Repositories in a folder, served on the loopback address by the JDK's own HTTP server. */
final class HostedGit implements AutoCloseable {
  static final RepositoryId SHOP = new RepositoryId("acme", "shop");

  final Database database;
  final DatabaseJournal journal;
  final Repositories repositories;
  final PushRecord record;
  final GitHosting hosting;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  HostedGit(Path folder, PushListener listener, ReceiveLimits limits) throws IOException {
    InstantSource clock = InstantSource.system();
    database = Database.open(folder.resolve("slipway.db"), clock, List.of(Repositories.TABLES));
    journal = DatabaseJournal.open(database, EventCodecs.of(new SourceEventCodec()), clock);
    repositories = new Repositories(folder.resolve("repositories"), database, journal);
    record = new PushRecord(repositories, database, journal, listener);
    hosting = new GitHosting(repositories, record, limits);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  static HostedGit open(Path folder) throws IOException {
    return new HostedGit(folder, PushListener.NONE, ReceiveLimits.DEFAULT);
  }

  /** With an empty repository. */
  static HostedGit withShop(Path folder) throws IOException {
    HostedGit hosted = open(folder);
    hosted.repositories.create(SHOP, "ann", Instant.now());
    return hosted;
  }

  String address(RepositoryId id) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + id + ".git";
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      int end = path.indexOf(".git/");
      try {
        answer(
            exchange,
            RepositoryId.parse(path.substring(1, end)),
            path.substring(end + ".git/".length()));
      } catch (SlipwayException e) {
        exchange.sendResponseHeaders(e.code().httpStatus(), -1);
      }
    }
  }

  private void answer(HttpExchange exchange, RepositoryId id, String path) throws IOException {
    repositories.open(id);
    Optional<String> protocol =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Git-Protocol"));
    if (path.equals("info/refs")) {
      String query = exchange.getRequestURI().getQuery();
      GitService service = GitService.of(query.substring("service=".length())).orElseThrow();
      exchange.getResponseHeaders().set("Content-Type", service.advertisementType());
      exchange.sendResponseHeaders(200, 0);
      hosting.advertise(id, service, protocol, exchange.getResponseBody());
      return;
    }
    GitService service = GitService.of(path).orElseThrow();
    exchange.getResponseHeaders().set("Content-Type", service.resultType());
    exchange.sendResponseHeaders(200, 0);
    InputStream in = exchange.getRequestBody();
    if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
      in = new GZIPInputStream(in);
    }
    switch (service) {
      case UPLOAD_PACK -> hosting.fetch(id, protocol, in, exchange.getResponseBody());
      case RECEIVE_PACK -> hosting.receive(id, "ann", in, exchange.getResponseBody());
    }
  }

  /** The entries of the journal. */
  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    try (var all = journal.from(1)) {
      for (var next = all.next(); next.isPresent(); next = all.next()) {
        entries.add(next.get());
      }
    }
    return entries;
  }

  /** The pushes among them. */
  List<SourceEvent.PushReceived> pushes() {
    return entries().stream()
        .map(Entry::event)
        .filter(SourceEvent.PushReceived.class::isInstance)
        .map(SourceEvent.PushReceived.class::cast)
        .toList();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    repositories.close();
    journal.close();
    database.close();
  }
}
