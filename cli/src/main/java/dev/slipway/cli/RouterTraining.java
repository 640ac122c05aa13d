package dev.slipway.cli;

import dev.slipway.router.RouterClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A router's life in short, and the commands that steer it, for a start-up cache of their own: a
 * restarted router must answer at once. Only {@code build/train} calls it.
 */
public final class RouterTraining {
  private static final int REQUESTS = 300;
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);

  private final Path folder;
  private final Session session;

  private RouterTraining(Path folder, Session session) {
    this.folder = folder;
    this.session = session;
  }

  /** Lets a router live in the folder that the first argument names. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]).toAbsolutePath();
    OutputStream nowhere = OutputStream.nullOutputStream();
    Terminal terminal = new Terminal(Capabilities.NONE, nowhere, nowhere, () -> WindowSize.USUAL);
    new RouterTraining(
            folder, new Session(folder, System.getenv(), terminal, InstantSource.system()))
        .live();
    System.exit(0);
  }

  private void live() throws IOException, InterruptedException {
    Path socket = folder.resolve("router.sock");
    CountDownLatch end = new CountDownLatch(1);
    Arguments run =
        new RouterCommand()
            .syntax()
            .parse(
                List.of(
                    "run",
                    "--http",
                    "127.0.0.1:0",
                    "--state",
                    folder.resolve("router.state").toString(),
                    "--admin",
                    socket.toString()));
    Thread router = Thread.ofPlatform().start(() -> RouterRun.serve(run, session, end));
    while (!Files.exists(socket) && router.isAlive()) {
      Thread.sleep(Duration.ofMillis(10));
    }
    try (ServerSocket instance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answer(instance));
      String to = "127.0.0.1:" + instance.getLocalPort();
      command("deploy", "web", "--to", to);
      command("deploy", "web", "--to", to, "--weight", "10");
      command("list");
      command("split", "web", "--weight", "20");
      command("abandon", "web");
      ask(new RouterClient(socket).status().http());
    }
    end.countDown();
    router.join(Duration.ofSeconds(10));
  }

  private void command(String... words) {
    String[] line = new String[words.length + 3];
    line[0] = "router";
    System.arraycopy(words, 0, line, 1, words.length);
    line[words.length + 1] = "--admin";
    line[words.length + 2] = folder.resolve("router.sock").toString();
    int exitCode = Main.run(line, session.terminal(), session.environment());
    System.err.println("trained: slipway router " + words[0] + ", exit code " + exitCode);
  }

  private static void ask(String address) throws IOException {
    int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      byte[] request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      byte[] answer = new byte[4096];
      for (int count = 0; count < REQUESTS; count++) {
        client.getOutputStream().write(request);
        if (client.getInputStream().read(answer) < 0) {
          return;
        }
      }
    }
  }

  private static void answer(ServerSocket instance) {
    while (!instance.isClosed()) {
      try {
        Socket client = instance.accept();
        Thread.ofVirtual().start(() -> answerAll(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void answerAll(Socket client) {
    try (client) {
      InputStream in = client.getInputStream();
      byte[] request = new byte[4096];
      while (in.read(request) >= 0) {
        client.getOutputStream().write(ANSWER);
      }
    } catch (IOException gone) {
      // The router closed it.
    }
  }
}
