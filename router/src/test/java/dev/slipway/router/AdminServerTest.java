package dev.slipway.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir Path folder;

  @Test
  void answersWhatItsOperatorAnswers() {
    String body = "\u00fc".repeat(100_000);
    try (AdminServer server = echo()) {
      assertThat(server).isNotNull();
      assertThat(AdminCall.send(socket(), new AdminRequest("PUT", "/a?b=1", body), PATIENCE))
          .isEqualTo(new AdminResponse(200, "PUT /a?b=1 " + body));
    }
  }

  @Test
  void isForItsOwnerOnlyAndLeavesNothingBehind() throws IOException {
    try (AdminServer server = echo()) {
      assertThat(server).isNotNull();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())))
          .isEqualTo("rw-------");
    }
    try (var left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void takesOverTheSocketOfARouterThatWasKilled() throws IOException {
    try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      killed.bind(UnixDomainSocketAddress.of(socket()));
    }
    assertThat(socket()).exists();

    try (AdminServer server = echo()) {
      assertThat(server).isNotNull();
      assertThat(AdminCall.send(socket(), new AdminRequest("GET", "/", ""), PATIENCE).status())
          .isEqualTo(200);
    }
  }

  @Test
  void leavesTheSocketOfALivingRouterAlone() {
    try (AdminServer server = echo()) {
      assertThat(server).isNotNull();
      assertThatThrownBy(this::echo)
          .isInstanceOf(SlipwayException.class)
          .hasMessageContaining("another router answers at " + socket());
      assertThat(AdminCall.send(socket(), new AdminRequest("GET", "/", ""), PATIENCE).status())
          .isEqualTo(200);
    }
  }

  @Test
  void tellsADefectFromAFault() {
    try (AdminServer server =
        AdminServer.listen(
            socket(),
            request -> {
              if (request.path().equals("/fault")) {
                throw new SlipwayException(ErrorCode.NOT_FOUND, "not here");
              }
              throw new IllegalStateException("odd");
            })) {
      assertThat(server).isNotNull();
      assertThat(AdminCall.send(socket(), new AdminRequest("GET", "/fault", ""), PATIENCE))
          .isEqualTo(new AdminResponse(404, "{\"code\":\"NOT_FOUND\",\"message\":\"not here\"}"));
      assertThat(AdminCall.send(socket(), new AdminRequest("GET", "/", ""), PATIENCE).status())
          .isEqualTo(500);
    }
  }

  @Test
  void refusesAPathThatNoSocketCanHave() {
    Path long1 = folder.resolve("x".repeat(200));

    assertThatThrownBy(() -> AdminServer.listen(long1, request -> AdminResponse.of("")))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("at most 107 bytes");
  }

  @Test
  void survivesNonsense() throws IOException {
    try (AdminServer server = echo()) {
      assertThat(server).isNotNull();
      try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
        channel.write(ByteBuffer.wrap("nonsense\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
      }
      assertThat(AdminCall.send(socket(), new AdminRequest("GET", "/", ""), PATIENCE).status())
          .isEqualTo(200);
    }
  }

  @Test
  void waitsForASilentRouterUntilTheDeadlineOnly() throws IOException {
    try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      silent.bind(UnixDomainSocketAddress.of(socket()));

      assertThatThrownBy(
              () ->
                  AdminCall.send(socket(), new AdminRequest("GET", "/", ""), Duration.ofMillis(50)))
          .isInstanceOfSatisfying(
              SlipwayException.class,
              fault -> assertThat(fault.code()).isEqualTo(ErrorCode.TIMED_OUT));
    }
  }

  private AdminServer echo() {
    return AdminServer.listen(
        socket(),
        request ->
            AdminResponse.of(request.method() + " " + request.path() + " " + request.body()));
  }

  private Path socket() {
    return folder.resolve("s");
  }
}
