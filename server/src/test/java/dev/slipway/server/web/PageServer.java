package dev.slipway.server.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Serves the sample pages on loopback, to be looked at in a browser. */
final class PageServer {
  private static final Pages PAGES = new Pages();

  private PageServer() {}

  public static void main(String[] arguments) throws IOException {
    int port = arguments.length == 0 ? 8090 : Integer.parseInt(arguments[0]);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", PageServer::answer);
    server.start();
    System.out.println("http://127.0.0.1:" + port);
    SamplePages.all().keySet().forEach(System.out::println);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Optional<Page> page = Optional.ofNullable(SamplePages.all().get(path));
    byte[] body = "nothing here".getBytes(StandardCharsets.UTF_8);
    String type = "text/plain";
    int status = 404;
    if (page.isPresent()) {
      body = PAGES.page(page.get());
      type = "text/html; charset=utf-8";
      status = 200;
    } else if (path.startsWith("/assets/")) {
      Assets.Asset asset = Assets.find(path.substring("/assets/".length())).orElseThrow();
      body = asset.content().bytes();
      type = asset.mediaType();
      status = 200;
    }
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange
        .getResponseHeaders()
        .set("Content-Security-Policy", "default-src 'self'; script-src 'self'; style-src 'self'");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
