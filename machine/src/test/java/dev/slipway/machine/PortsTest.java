package dev.slipway.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
  private static final Owner BACKEND = new Owner(Owner.Kind.RUN, "run/backend");
  private static final Owner FRONTEND = new Owner(Owner.Kind.RUN, "run/frontend");

  @TempDir Path folder;

  private Ports ports;

  @BeforeEach
  void open() {
    ports = Ports.at(folder);
  }

  @Test
  void promisesDistinctFreePorts() {
    Set<Integer> seen = new HashSet<>();
    for (int count = 0; count < 50; count++) {
      seen.add(ports.free(BACKEND).port());
    }

    assertThat(seen).hasSize(50).allMatch(port -> port >= 1024 && port < 32_768);
  }

  @Test
  void saysWhichOfOursHoldsAPort() {
    PortPromise promise = ports.free(BACKEND);

    Claim second = ports.claim(promise.port(), FRONTEND);

    assertThat(second).isEqualTo(new Claim.HeldByUs(promise.port(), BACKEND));
    promise.close();
    promise.close();
    assertThat(ports.claim(promise.port(), FRONTEND)).isInstanceOf(Claim.Claimed.class);
  }

  @Test
  void whatOtherPortsOfThisProgramHoldIsTaken() {
    try (PortPromise promise = ports.free(BACKEND)) {
      assertThat(Ports.at(folder).claim(promise.port(), FRONTEND)).isInstanceOf(Claim.Taken.class);
    }
  }

  @Test
  void namesTheProcessThatListens() throws IOException {
    try (ServerSocket socket = listen()) {
      Claim claim = ports.claim(socket.getLocalPort(), BACKEND);

      assertThat(claim)
          .asInstanceOf(InstanceOfAssertFactories.type(Claim.Taken.class))
          .satisfies(
              taken -> {
                assertThat(taken.holder().pid()).hasValue(ProcessHandle.current().pid());
                assertThat(taken.holder().describe())
                    .startsWith("process " + ProcessHandle.current().pid() + " (")
                    .contains("java");
              });
    }
  }

  @Test
  void findsNoHolderOfAFreePort() throws IOException {
    int port;
    try (ServerSocket socket = listen()) {
      port = socket.getLocalPort();
    }

    assertThat(Ports.holder(port)).isEmpty();
    assertThat(Ports.isFree(port)).isTrue();
  }

  @Test
  void respectsThePromiseOfAnotherProgram() throws Exception {
    PortPromise promise = ports.free(BACKEND);
    int port = promise.port();
    promise.close();
    Process other = startOther(port);
    BufferedReader lines = other.inputReader(StandardCharsets.UTF_8);
    assertThat(lines.readLine()).isEqualTo("claimed");

    Claim claim = ports.claim(port, FRONTEND);
    other.destroyForcibly().waitFor();

    assertThat(claim)
        .asInstanceOf(InstanceOfAssertFactories.type(Claim.Taken.class))
        .satisfies(
            taken ->
                assertThat(taken.holder().describe())
                    .isEqualTo("Slipway process " + other.pid() + " (R:other)"));
    Eventually.holds(() -> ports.claim(port, FRONTEND) instanceof Claim.Claimed);
  }

  private Process startOther(int port) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    List<String> argv =
        List.of(
            java,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            OtherProgram.class.getName(),
            folder.toString(),
            String.valueOf(port));
    return new ProcessBuilder(argv).start();
  }

  private static ServerSocket listen() throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return socket;
  }

  /** Another Slipway that holds one port until it is killed. */
  static final class OtherProgram {
    private OtherProgram() {}

    public static void main(String[] arguments) throws IOException {
      Claim claim =
          Ports.at(Path.of(arguments[0]))
              .claim(Integer.parseInt(arguments[1]), new Owner(Owner.Kind.RUN, "other"));
      System.out.println(claim instanceof Claim.Claimed ? "claimed" : claim.toString());
      System.in.read();
    }
  }
}
