package dev.slipway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlServerTest {
  private static final String TOKEN = "0123456789abcdef";

  @TempDir Path folder;
  private ControlServer server;

  @BeforeEach
  void start() {
    Map<String, ControlServer.Call> calls =
        Map.of(
            "/v1/ping",
            body -> JsonText.object(json -> {}),
            "/v1/echo",
            body -> JsonText.object(json -> json.writeStringProperty("said", body.text("say"))),
            "/v1/refuse",
            body -> {
              throw new SlipwayException(ErrorCode.REFUSED, "not today");
            });
    server =
        ControlServer.start(
            TOKEN,
            calls,
            (from, follow, out) -> {
              for (long number = from; number < from + 3; number++) {
                out.write(("{\"seq\":" + number + "}\n\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
              }
            });
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private ControlClient client(String token) {
    return new ControlClient(new ControlAddress(server.port(), token, 1));
  }

  @Test
  void answersWhatWasAsked() {
    assertThat(client(TOKEN).call("/v1/echo", Map.of("say", "häfen")).text("said"))
        .isEqualTo("häfen");
  }

  @Test
  void aFaultArrivesAsItWasThrown() {
    assertThatThrownBy(() -> client(TOKEN).call("/v1/refuse", Map.of()))
        .isInstanceOf(SlipwayException.class)
        .hasMessage("not today")
        .extracting(thrown -> ((SlipwayException) thrown).code())
        .isEqualTo(ErrorCode.REFUSED);
  }

  @Test
  void nobodyWithoutTheTokenIsAnswered() {
    assertThatThrownBy(() -> client("another").call("/v1/ping", Map.of()))
        .hasMessage("the token of control.json is wanted");
  }

  @Test
  void linesAreReadUntilTheReaderHasHadEnough() {
    List<String> lines = new ArrayList<>();

    boolean enough =
        client(TOKEN)
            .follow(
                7,
                line -> {
                  lines.add(new String(line, StandardCharsets.UTF_8));
                  return lines.size() < 2;
                });

    assertThat(enough).isTrue();
    assertThat(lines).containsExactly("{\"seq\":7}", "{\"seq\":8}");
    assertThat(client(TOKEN).follow(7, line -> true)).isFalse();
  }

  @Test
  void theAddressIsReadableByItsOwnerAlone() throws IOException {
    ControlAddress address = new ControlAddress(server.port(), TOKEN, 4711);

    address.write(folder);

    assertThat(ControlAddress.read(folder)).contains(address);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("control.json"))))
        .isEqualTo("rw-------");
    assertThat(ControlClient.find(folder)).isPresent();
    address.remove(folder);
    assertThat(ControlClient.find(folder)).isEmpty();
  }

  @Test
  void aStaleAddressNamesNobody() {
    int port = server.port();
    server.close();
    new ControlAddress(port, TOKEN, 4711).write(folder);

    assertThat(ControlClient.find(folder)).isEmpty();
  }
}
