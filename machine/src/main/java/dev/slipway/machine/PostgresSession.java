package dev.slipway.machine;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A trusted connection to a PostgreSQL server over its Unix socket, for the few statements that set
 * it up.
 *
 * <p>Source: PostgreSQL documentation, "Frontend/Backend Protocol", version 3.0: start-up message
 * and simple query.
 */
final class PostgresSession implements AutoCloseable {
  private static final int PROTOCOL = 3 << 16;
  private static final int LENGTH_BYTES = 4;

  private final SocketChannel channel;
  private final DataInputStream input;
  private final OutputStream output;

  private PostgresSession(SocketChannel channel) {
    this.channel = channel;
    this.input = new DataInputStream(Channels.newInputStream(channel));
    this.output = Channels.newOutputStream(channel);
  }

  /**
   * Connects.
   *
   * @throws IOException when nobody listens yet, the server is still starting or it refuses
   */
  static PostgresSession open(Path socket, String user, String database) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      PostgresSession session = new PostgresSession(channel);
      session.output.write(startup(user, database));
      session.untilReady();
      return session;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Runs one statement and returns how many rows it gave. */
  int execute(String statement) throws IOException {
    byte[] text = terminated(statement);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream message = new DataOutputStream(bytes);
    message.writeByte('Q');
    message.writeInt(LENGTH_BYTES + text.length);
    message.write(text);
    output.write(bytes.toByteArray());
    return untilReady();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** The start-up message of a client; the server's first answer shows whether it is ready. */
  static byte[] startup(String user, String database) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (String text : new String[] {"user", user, "database", database, ""}) {
      body.write(terminated(text));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream message = new DataOutputStream(bytes);
    message.writeInt(2 * LENGTH_BYTES + body.size());
    message.writeInt(PROTOCOL);
    body.writeTo(message);
    return bytes.toByteArray();
  }

  /** The text of an error message: its field M. */
  static String errorText(InputStream body) throws IOException {
    DataInputStream fields = new DataInputStream(body);
    int type = fields.readUnsignedByte();
    while (type != 0) {
      String text = text(fields);
      if (type == 'M') {
        return text;
      }
      type = fields.readUnsignedByte();
    }
    return "an error without a message";
  }

  private int untilReady() throws IOException {
    IOException failure = null;
    int rows = 0;
    while (true) {
      int type = input.readUnsignedByte();
      byte[] body = input.readNBytes(input.readInt() - LENGTH_BYTES);
      if (type == 'E') {
        failure = new IOException(errorText(new java.io.ByteArrayInputStream(body)));
        if (input.available() == 0 && isFatal(body)) {
          throw failure;
        }
      }
      if (type == 'D') {
        rows++;
      }
      if (type == 'Z') {
        if (failure != null) {
          throw failure;
        }
        return rows;
      }
    }
  }

  private static boolean isFatal(byte[] body) {
    String fields = new String(body, StandardCharsets.UTF_8);
    return fields.contains("FATAL") || fields.contains("PANIC");
  }

  private static byte[] terminated(String text) {
    return (text + "\0").getBytes(StandardCharsets.UTF_8);
  }

  private static String text(DataInputStream fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int character = fields.readUnsignedByte();
    while (character != 0) {
      bytes.write(character);
      character = fields.readUnsignedByte();
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
