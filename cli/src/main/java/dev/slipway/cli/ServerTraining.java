package dev.slipway.cli;

import dev.slipway.server.Server;
import dev.slipway.server.ServerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * Goes through the start of a server and its first answers, so that the JVM records what they load;
 * {@code build/train} runs it.
 */
final class ServerTraining {
  private ServerTraining() {}

  /** Keeps what the server keeps in a folder of its own below the first argument. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Session session =
        new Session(
            folder,
            System.getenv(),
            new Terminal(Capabilities.detect(System.getenv())),
            InstantSource.system());
    ServerSettings settings =
        new ServerSettings(
            folder.resolve("server"),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            ProjectControl.program(session),
            session.clock());
    try (Server server = Server.start(settings)) {
      String link = server.firstLink().orElseThrow().getPath();
      for (String path : List.of("/healthz", "/readyz", "/login", link, "/runs")) {
        ask(server, path);
      }
    }
  }

  private static void ask(Server server, String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) server.address().resolve(path).toURL().openConnection();
    connection.setInstanceFollowRedirects(true);
    if (connection.getResponseCode() < HttpURLConnection.HTTP_BAD_REQUEST) {
      try (InputStream body = connection.getInputStream()) {
        body.readAllBytes();
      }
    }
  }
}
