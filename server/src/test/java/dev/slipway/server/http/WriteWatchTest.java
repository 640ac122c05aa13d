package dev.slipway.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WriteWatchTest {
  @Test
  void aWriteToAClientThatTakesNothingEnds() throws Exception {
    try (WriteWatch watch = new WriteWatch(Duration.ofMillis(200));
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> writing = threads.submit(() -> writeFor(watch, accepted.getOutputStream()));

      assertThatThrownBy(() -> writing.get(30, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(IOException.class);
      assertThat(client.isConnected()).isTrue();
    }
  }

  private static Void writeFor(WriteWatch watch, OutputStream to) throws IOException {
    OutputStream out = watch.over(to);
    byte[] bytes = new byte[1 << 20];
    while (true) {
      out.write(bytes, 0, bytes.length);
    }
  }

  @Test
  void whatIsTakenIsNotDisturbed() throws IOException {
    ByteArrayOutputStream taken = new ByteArrayOutputStream();
    try (WriteWatch watch = new WriteWatch(Duration.ofMillis(50));
        OutputStream out = watch.over(taken)) {
      out.write('a');
      out.write(new byte[] {'b', 'c'});
      out.flush();
    }

    assertThat(taken.toString(StandardCharsets.UTF_8)).isEqualTo("abc");
    assertThat(Thread.interrupted()).isFalse();
  }
}
