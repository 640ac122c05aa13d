package dev.slipway.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineFactsTest {
  @TempDir Path folder;

  @Test
  void saysOfEverythingWhetherItIsHereOrHowToGetIt() {
    List<MachineFact> facts = MachineFacts.read(System.getenv());

    assertThat(facts).extracting(MachineFact::facility).containsExactly(Facility.values());
    assertThat(facts)
        .allSatisfy(
            fact -> {
              assertThat(fact.detail()).isNotBlank();
              assertThat(fact.advice().isEmpty()).as(fact.toString()).isEqualTo(fact.present());
            });
    assertThat(fact(facts, Facility.GIT).present()).isTrue();
    assertThat(fact(facts, Facility.JAVA).detail()).contains(".");
    assertThat(fact(facts, Facility.POSTGRES).detail()).startsWith("18.");
  }

  @Test
  void findsTheEngineBehindDockerHost() throws Exception {
    Path socket = folder.resolve("engine.sock");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      Thread engine = Thread.ofVirtual().start(() -> answerOnce(server));

      Probe probe = ContainerSocket.probe(Map.of("DOCKER_HOST", "unix://" + socket));

      engine.join();
      assertThat(probe).isEqualTo(Probe.present("API 1.41 (" + socket + ")"));
    }
  }

  @Test
  void saysThatAnEngineDoesNotAnswer() throws IOException {
    Path socket = Files.createFile(folder.resolve("engine.sock"));

    Probe probe = ContainerSocket.probe(Map.of("DOCKER_HOST", "unix://" + socket));

    assertThat(probe.present()).isFalse();
    assertThat(probe.detail()).contains("does not answer");
    assertThat(probe.advice()).contains("systemctl start docker");
  }

  @Test
  void leavesNothingOfItsTrials() throws IOException {
    KernelProbes.reflink(folder);
    KernelProbes.overlay();

    assertThat(folder).isEmptyDirectory();
    assertThat(Files.readString(Path.of("/proc/self/mounts"))).doesNotContain("slipway-overlay");
  }

  private static MachineFact fact(List<MachineFact> facts, Facility facility) {
    return facts.stream().filter(fact -> fact.facility() == facility).findFirst().orElseThrow();
  }

  private static void answerOnce(ServerSocketChannel server) {
    try (SocketChannel client = server.accept()) {
      client.read(ByteBuffer.allocate(1024));
      String answer = "HTTP/1.0 200 OK\r\nApi-Version: 1.41\r\n\r\nOK";
      client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
