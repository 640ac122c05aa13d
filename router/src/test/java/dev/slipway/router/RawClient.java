package dev.slipway.router;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A client that sends exactly the bytes it is given and reads HTTP/1.1 answers. */
final class RawClient implements AutoCloseable {
  /**
   * An answer.
   *
   * @param headers by lower-case name; several of one name are joined by {@code ", "}
   * @param text the body, a character a byte
   */
  record Answer(
      int status, Map<String, String> headers, String text, Map<String, String> trailers) {
    byte[] bytes() {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  private final Socket socket = new Socket();
  private final InputStream in;
  private final OutputStream out;

  RawClient(InetSocketAddress address) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(20_000);
    socket.connect(address, 5_000);
    in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
    out = socket.getOutputStream();
  }

  RawClient send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawClient send(byte[] bytes) throws IOException {
    out.write(bytes);
    return this;
  }

  Answer get(String path) throws IOException {
    return send("GET " + path + " HTTP/1.1\r\nHost: test.example\r\n\r\n").read();
  }

  /** The next answer to anything but a HEAD. */
  Answer read() throws IOException {
    return read(false);
  }

  Answer read(boolean head) throws IOException {
    String status = line();
    if (status.isEmpty()) {
      throw new IOException("closed without an answer");
    }
    int code = Integer.parseInt(status.substring(9, 12));
    Map<String, String> headers = headers();
    if (head || code < 200 || code == 204 || code == 304) {
      return new Answer(code, headers, "", Map.of());
    }
    if (headers.containsKey("transfer-encoding")) {
      return chunked(code, headers);
    }
    if (headers.containsKey("content-length")) {
      int length = Integer.parseInt(headers.get("content-length"));
      byte[] body = in.readNBytes(length);
      if (body.length < length) {
        throw new IOException("the answer was cut after " + body.length + " of " + length);
      }
      return new Answer(code, headers, latin(body), Map.of());
    }
    return new Answer(code, headers, latin(in.readAllBytes()), Map.of());
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private Answer chunked(int code, Map<String, String> headers) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] chunk = chunk(); chunk.length > 0; chunk = chunk()) {
      body.write(chunk);
    }
    return new Answer(code, headers, latin(body.toByteArray()), headers());
  }

  /** The head of an answer whose body is read by {@link #chunk}. */
  Answer head() throws IOException {
    return read(true);
  }

  /** The next chunk; empty for the last one, whose trailers are not read. */
  byte[] chunk() throws IOException {
    String size = line();
    if (size.isEmpty()) {
      throw new IOException("the answer was cut within its chunks");
    }
    int length = Integer.parseInt(size, 16);
    byte[] chunk = in.readNBytes(length);
    if (chunk.length < length) {
      throw new IOException("a chunk was cut");
    }
    if (length > 0) {
      line();
    }
    return chunk;
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.merge(
          line.substring(0, colon).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip(),
          (a, b) -> a + ", " + b);
    }
    return headers;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return line.toString();
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  InputStream in() {
    return in;
  }

  /** Whether the other side has closed, with nothing more to read. */
  boolean isClosed() throws IOException {
    try {
      return in.read() < 0;
    } catch (java.net.SocketException reset) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
