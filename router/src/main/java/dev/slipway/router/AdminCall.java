package dev.slipway.router;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * One HTTP/1.1 exchange over a Unix socket, on what the JDK has: a command that loads an HTTP
 * library takes longer than the switch it asks for.
 */
final class AdminCall {
  /** The most that {@code sockaddr_un} holds, without its closing zero. */
  static final int LONGEST_SOCKET_PATH = 107;

  private static final int BUFFER = 16 * 1024;
  private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Path socket;
  private final long deadline;
  private final Duration patience;

  private AdminCall(Path socket, Duration patience) {
    this.socket = socket;
    this.patience = patience;
    this.deadline = System.nanoTime() + patience.toNanos();
  }

  /**
   * Sends the request and waits for the whole answer.
   *
   * @throws SlipwayException UNREACHABLE when no router listens there, or it ended before it
   *     answered; TIMED_OUT when it does not answer in time
   */
  static AdminResponse send(Path socket, AdminRequest request, Duration patience) {
    return new AdminCall(address(socket), patience).exchange(request);
  }

  /** The path as a socket address can hold it. */
  static Path address(Path socket) {
    if (socket.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_SOCKET_PATH) {
      return socket;
    }
    Path shorter = Path.of("").toAbsolutePath().relativize(socket.toAbsolutePath());
    if (shorter.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_SOCKET_PATH) {
      return shorter;
    }
    throw new SlipwayException(
        ErrorCode.INVALID_INPUT,
        "the path of a Unix socket has at most "
            + LONGEST_SOCKET_PATH
            + " bytes; choose a shorter one than "
            + socket);
  }

  private AdminResponse exchange(AdminRequest request) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        Selector selector = Selector.open()) {
      connect(channel);
      channel.configureBlocking(false);
      SelectionKey key = channel.register(selector, SelectionKey.OP_WRITE);
      ByteBuffer out = encoded(request);
      while (out.hasRemaining()) {
        await(selector);
        channel.write(out);
      }
      key.interestOps(SelectionKey.OP_READ);
      return parsed(everything(channel, selector));
    } catch (IOException broken) {
      throw new SlipwayException(
          ErrorCode.UNREACHABLE,
          "the router at " + socket + " broke off: " + broken.getMessage(),
          broken);
    }
  }

  private void connect(SocketChannel channel) {
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException nobody) {
      throw new SlipwayException(
          ErrorCode.UNREACHABLE,
          "no router listens at "
              + socket
              + "; 'slipway router run' starts one, --admin SOCKET names another",
          nobody);
    }
  }

  private static ByteBuffer encoded(AdminRequest request) {
    byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
    String head =
        request.method()
            + " "
            + request.path()
            + " HTTP/1.1\r\nHost: router\r\nConnection: close\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    byte[] first = head.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(first.length + body.length).put(first).put(body).flip();
  }

  private byte[] everything(SocketChannel channel, Selector selector) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    while (true) {
      await(selector);
      int count = channel.read(buffer);
      if (count < 0) {
        return all.toByteArray();
      }
      all.write(buffer.array(), 0, buffer.position());
      buffer.clear();
    }
  }

  private void await(Selector selector) throws IOException {
    long millis = (deadline - System.nanoTime()) / 1_000_000;
    if (millis <= 0 || selector.select(millis) == 0) {
      throw new SlipwayException(
          ErrorCode.TIMED_OUT,
          "the router at " + socket + " did not answer within " + patience.toMillis() + " ms");
    }
    selector.selectedKeys().clear();
  }

  private AdminResponse parsed(byte[] bytes) throws IOException {
    int end = endOfHead(bytes);
    if (end < 0) {
      throw new IOException("it closed the connection without an answer");
    }
    String head = new String(bytes, 0, end, StandardCharsets.US_ASCII);
    int from = end + END_OF_HEAD.length;
    String body = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    // HTTP/1.1 200 OK
    int status = Integer.parseInt(head.substring(9, 12));
    if (bytes.length - from != contentLength(head)) {
      throw new IOException("its answer ended early");
    }
    return new AdminResponse(status, body);
  }

  private static int endOfHead(byte[] bytes) {
    for (int at = 0; at + END_OF_HEAD.length <= bytes.length; at++) {
      if (bytes[at] == '\r'
          && bytes[at + 1] == '\n'
          && bytes[at + 2] == '\r'
          && bytes[at + 3] == '\n') {
        return at;
      }
    }
    return -1;
  }

  private static int contentLength(String head) throws IOException {
    for (String line : head.toLowerCase(Locale.ROOT).split("\r\n", -1)) {
      if (line.startsWith("content-length:")) {
        return Integer.parseInt(line.substring("content-length:".length()).strip());
      }
    }
    throw new IOException("its answer has no length");
  }
}
