import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One side of a connection that speaks HTTP/1.1; for use by one thread. */
final class Wire implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  Wire(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    this.out = socket.getOutputStream();
  }

  /** The first line of a message and its headers, names in lower case. */
  record Head(String line, Map<String, String> headers) {
    boolean chunked() {
      return headers.getOrDefault("transfer-encoding", "").toLowerCase(Locale.ROOT).endsWith("chunked");
    }

    int length() {
      return Integer.parseInt(headers.getOrDefault("content-length", "0"));
    }

    boolean closes() {
      return headers.getOrDefault("connection", "").equalsIgnoreCase("close");
    }
  }

  /** The next head; null when the other side closed before its first byte. */
  Head readHead() throws IOException {
    String line = readLine();
    if (line == null) {
      return null;
    }
    Map<String, String> headers = new TreeMap<>();
    for (String header = readLine(); ; header = readLine()) {
      if (header == null) {
        throw new EOFException("closed within the headers");
      }
      if (header.isEmpty()) {
        return new Head(line, headers);
      }
      int colon = header.indexOf(':');
      headers.put(header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
  }

  private String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(64);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        if (line.size() > 0) {
          throw new EOFException("closed within a line");
        }
        return null;
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  /** The whole body of a message. */
  byte[] readBody(Head head) throws IOException {
    if (!head.chunked()) {
      return readExactly(head.length());
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] chunk = readChunk(); chunk.length > 0; chunk = readChunk()) {
      body.write(chunk);
    }
    return body.toByteArray();
  }

  /** The next chunk; an empty one ends the body. */
  byte[] readChunk() throws IOException {
    String size = readLine();
    if (size == null) {
      throw new EOFException("closed before the last chunk");
    }
    byte[] chunk = readExactly(Integer.parseInt(size.strip(), 16));
    if (readLine() == null) {
      throw new EOFException("closed within a chunk");
    }
    return chunk;
  }

  byte[] readExactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("closed after " + bytes.length + " of " + length + " bytes");
    }
    return bytes;
  }

  void write(String head) throws IOException {
    out.write(head.getBytes(StandardCharsets.ISO_8859_1));
  }

  void write(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  /** Head and body in one write, so that they leave in one packet. */
  void write(String head, byte[] body) throws IOException {
    byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
    byte[] both = new byte[start.length + body.length];
    System.arraycopy(start, 0, both, 0, start.length);
    System.arraycopy(body, 0, both, start.length, body.length);
    out.write(both);
  }

  void writeChunk(byte[] bytes, int from, int length) throws IOException {
    byte[] chunk = new byte[length];
    System.arraycopy(bytes, from, chunk, 0, length);
    write(Integer.toHexString(length) + "\r\n", chunk);
    write("\r\n");
  }

  /** An unmasked WebSocket frame of up to 125 bytes. */
  void writeFrame(int opcode, byte[] payload) throws IOException {
    byte[] frame = new byte[payload.length + 2];
    frame[0] = (byte) (0x80 | opcode);
    frame[1] = (byte) payload.length;
    System.arraycopy(payload, 0, frame, 2, payload.length);
    out.write(frame);
  }

  /** A WebSocket frame. */
  record Frame(int opcode, byte[] payload) {}

  Frame readFrame() throws IOException {
    byte[] head = readExactly(2);
    int length = head[1] & 0x7f;
    if (length > 125) {
      throw new IOException("a frame longer than any that was sent");
    }
    byte[] mask = (head[1] & 0x80) == 0 ? new byte[4] : readExactly(4);
    byte[] payload = readExactly(length);
    for (int i = 0; i < length; i++) {
      payload[i] ^= mask[i % 4];
    }
    return new Frame(head[0] & 0x0f, payload);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException gone) {
      // Nothing is left to close.
    }
  }
}
