package dev.slipway.machine;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The socket of Docker or Podman.
 *
 * <p>Source: Docker Engine API, {@code GET /_ping}: the header Api-Version of its answer.
 */
final class ContainerSocket {
  private static final String UNIX = "unix://";
  private static final String API_VERSION = "api-version:";
  private static final int ANSWER_LIMIT = 4_096;

  private ContainerSocket() {}

  static Probe probe(Map<String, String> environment) {
    String host = environment.getOrDefault("DOCKER_HOST", "");
    if (!host.isEmpty() && !host.startsWith(UNIX)) {
      return Probe.present("DOCKER_HOST is " + host + " (not asked)");
    }
    List<Path> there = places(environment, host).stream().filter(Files::exists).toList();
    for (Path socket : there) {
      Optional<String> version = ping(socket);
      if (version.isPresent()) {
        return Probe.present("API " + version.get() + " (" + socket + ")");
      }
    }
    if (there.isEmpty()) {
      return Probe.missing("no socket of Docker or Podman found");
    }
    return Probe.missing(there.getFirst() + " does not answer")
        .advising(
            "start the engine (systemctl start docker), and let yourself in: usermod -aG docker"
                + " $USER");
  }

  private static List<Path> places(Map<String, String> environment, String host) {
    if (!host.isEmpty()) {
      return List.of(Path.of(host.substring(UNIX.length())));
    }
    List<Path> places = new ArrayList<>();
    places.add(Path.of("/var/run/docker.sock"));
    String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    if (!runtime.isEmpty()) {
      places.add(Path.of(runtime, "docker.sock"));
      places.add(Path.of(runtime, "podman/podman.sock"));
    }
    String home = environment.getOrDefault("HOME", "/nonexistent");
    places.add(Path.of(home, ".docker/run/docker.sock"));
    places.add(Path.of(home, ".colima/default/docker.sock"));
    places.add(Path.of("/run/podman/podman.sock"));
    return places;
  }

  /** The API version of the engine behind a socket; a local engine answers at once or not. */
  private static Optional<String> ping(Path socket) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      String request = "GET /_ping HTTP/1.0\r\nHost: engine\r\n\r\n";
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      ByteBuffer answer = ByteBuffer.allocate(ANSWER_LIMIT);
      while (answer.hasRemaining() && channel.read(answer) >= 0) {
        Thread.onSpinWait();
      }
      return version(new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> version(String answer) {
    for (String line : answer.split("\r?\n", -1)) {
      if (line.regionMatches(true, 0, API_VERSION, 0, API_VERSION.length())) {
        return Optional.of(line.substring(API_VERSION.length()).strip());
      }
    }
    return Optional.empty();
  }
}
