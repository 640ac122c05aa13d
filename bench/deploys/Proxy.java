import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A proxy in front of the application, and how a release is put behind it. */
sealed interface Proxy extends AutoCloseable {
  /** Returns when the proxy says that the switch has happened. */
  void deploy(int upstream) throws IOException, InterruptedException;

  @Override
  void close() throws IOException, InterruptedException;

  static Proxy start(String name, String program, int port, int first, Path folder)
      throws IOException, InterruptedException {
    return switch (name) {
      case "slipway" -> Slipway.start(program, port, first, folder);
      case "nginx" -> Nginx.start(program, port, first, folder);
      default -> throw new IllegalArgumentException("no proxy " + name);
    };
  }

  /** {@code slipway router}, told by its own command. */
  record Slipway(String program, Path socket, Process router) implements Proxy {
    static Slipway start(String program, int port, int first, Path folder)
        throws IOException, InterruptedException {
      Path socket = folder.resolve("router.sock");
      Process router =
          new ProcessBuilder(
                  program, "router", "run", "--http", "127.0.0.1:" + port,
                  "--state", folder.resolve("router.state").toString(), "--admin", socket.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("router.log").toFile())
              .start();
      for (int i = 0; i < 300 && !Files.exists(socket); i++) {
        Thread.sleep(100);
      }
      Slipway proxy = new Slipway(program, socket, router);
      proxy.deploy(first);
      return proxy;
    }

    @Override
    public void deploy(int upstream) throws IOException, InterruptedException {
      Proxy.command(
          program, "router", "deploy", "bench", "--to", "127.0.0.1:" + upstream,
          "--health-path", "/up", "--drain", "1s", "--admin", socket.toString());
    }

    @Override
    public void close() throws IOException, InterruptedException {
      router.destroy();
      if (!router.waitFor(20, TimeUnit.SECONDS)) {
        router.destroyForcibly();
      }
    }
  }

  /** nginx with another upstream in its configuration, reloaded. */
  record Nginx(String program, int port, Path folder) implements Proxy {
    static Nginx start(String program, int port, int first, Path folder)
        throws IOException, InterruptedException {
      Nginx proxy = new Nginx(program, port, folder);
      proxy.configure(first);
      Proxy.command(program, "-c", proxy.file().toString());
      return proxy;
    }

    private Path file() {
      return folder.resolve("nginx.conf");
    }

    private void configure(int upstream) throws IOException {
      String user = ProcessHandle.current().info().user().orElse("").equals("root") ? "user root;" : "";
      Files.writeString(
          file(),
          """
          %s
          worker_processes 2;
          pid %s/nginx.pid;
          error_log %s/error.log;
          events { worker_connections 4096; }
          http {
            access_log off;
            client_body_temp_path %s/body;
            proxy_temp_path %s/proxy;
            fastcgi_temp_path %s/fastcgi;
            uwsgi_temp_path %s/uwsgi;
            scgi_temp_path %s/scgi;
            client_max_body_size 10m;
            keepalive_requests 10000000;
            keepalive_timeout 600s;
            upstream app { server 127.0.0.1:%d; keepalive 64; }
            map $http_upgrade $connection_header { default upgrade; '' ''; }
            server {
              listen 127.0.0.1:%d;
              location / {
                proxy_pass http://app;
                proxy_http_version 1.1;
                proxy_request_buffering off;
                proxy_set_header Upgrade $http_upgrade;
                proxy_set_header Connection $connection_header;
              }
            }
          }
          """
              .formatted(user, folder, folder, folder, folder, folder, folder, folder, upstream, port));
    }

    @Override
    public void deploy(int upstream) throws IOException, InterruptedException {
      configure(upstream);
      Proxy.command(program, "-c", file().toString(), "-s", "reload");
    }

    @Override
    public void close() throws IOException, InterruptedException {
      Proxy.command(program, "-c", file().toString(), "-s", "stop");
    }
  }

  /** Runs a command, which must succeed. */
  static void command(String... argv) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(String.join(" ", argv) + " failed: " + output);
    }
  }
}
