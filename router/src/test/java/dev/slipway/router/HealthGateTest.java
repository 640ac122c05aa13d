package dev.slipway.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthGateTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final HealthCheck CHECK = HealthCheck.of("/up");

  @Test
  void opensWhenAllInstancesAreWell() throws IOException {
    try (ScriptedInstance one = new ScriptedInstance(ScriptedInstance.WELL);
        ScriptedInstance two = new ScriptedInstance(ScriptedInstance.SICK)) {
      two.recoverAfter(3);

      assertThat(HealthGate.await(instances(one, two), LONG, () -> false)).isEmpty();
      assertThat(two.requests()).hasSizeGreaterThanOrEqualTo(4);
    }
  }

  @Test
  void asksAsAProbeOfTheSlotSays() throws IOException {
    HealthCheck check =
        new HealthCheck(
            "/healthz",
            Optional.of("app.example"),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            2);
    try (ScriptedInstance one = new ScriptedInstance(ScriptedInstance.WELL)) {
      HealthGate.await(
          new Destination.Instances(List.of(one.upstream()), check), LONG, () -> false);

      assertThat(one.requests().getFirst())
          .startsWith("GET /healthz HTTP/1.1\r\n")
          .contains("\r\nHost: app.example\r\n");
    }
  }

  @Test
  void saysWhichInstanceWasNotWellAndWhy() throws IOException {
    try (ScriptedInstance one = new ScriptedInstance(ScriptedInstance.WELL);
        ScriptedInstance two = new ScriptedInstance(ScriptedInstance.SICK)) {
      DeployOutcome.NeverHealthy never =
          HealthGate.await(instances(one, two), Duration.ofMillis(200), () -> false).orElseThrow();

      assertThat(never.upstream()).isEqualTo(two.upstream());
      assertThat(never.lastAnswer()).isEqualTo("GET /up answered 503 Service Unavailable");
    }
  }

  @Test
  void tellsSilenceNonsenseAndAbsenceApart() throws IOException {
    try (ScriptedInstance nonsense = new ScriptedInstance("SSH-2.0-OpenSSH\r\n");
        ScriptedInstance nothing = new ScriptedInstance("");
        ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Duration brief = Duration.ofMillis(150);

      assertThat(reason(nonsense.upstream(), brief))
          .isEqualTo("its answer to GET /up is not HTTP/1.1");
      assertThat(reason(nothing.upstream(), brief))
          .isEqualTo("it closed the connection without an answer to GET /up");
      assertThat(reason(new Upstream("127.0.0.1", silent.getLocalPort()), brief))
          .startsWith("no answer to GET /up within");
      assertThat(reason(new Upstream("127.0.0.1", 1), brief))
          .isEqualTo("nothing listens there yet");
    }
  }

  @Test
  void keepsTheLastAnswerWhenTheEndOfTheWaitCutsAQuestionShort() throws Exception {
    try (ServerSocket once = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread answering = Thread.ofVirtual().start(() -> answerOnce(once));

      assertThat(reason(new Upstream("127.0.0.1", once.getLocalPort()), Duration.ofMillis(400)))
          .isEqualTo("GET /up answered 500 Oh");
      answering.join();
    }
  }

  /** Answers the first question; whoever asks later waits in vain. */
  private static void answerOnce(ServerSocket server) {
    try (Socket first = server.accept()) {
      first.getOutputStream().write("HTTP/1.1 500 Oh\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void endsTheWaitWhenALaterDeployTookOver() throws IOException {
    try (ScriptedInstance sick = new ScriptedInstance(ScriptedInstance.SICK)) {
      assertThat(HealthGate.await(instances(sick), LONG, () -> sick.requests().size() > 1))
          .isEmpty();
    }
  }

  private static String reason(Upstream upstream, Duration patience) {
    return HealthGate.await(
            new Destination.Instances(List.of(upstream), CHECK), patience, () -> false)
        .orElseThrow()
        .lastAnswer();
  }

  private static Destination.Instances instances(ScriptedInstance... all) {
    List<Upstream> upstreams =
        java.util.Arrays.stream(all).map(ScriptedInstance::upstream).toList();
    return new Destination.Instances(upstreams, CHECK);
  }
}
