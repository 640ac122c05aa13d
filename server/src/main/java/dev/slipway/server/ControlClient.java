package dev.slipway.server;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.EventFields;
import dev.slipway.store.JsonText;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Speaks with the controller of a state folder. Safe for use by many threads.
 *
 * <p>HTTP by hand over one socket a request: the JDK's client would cost a command 200 ms.
 */
public final class ControlClient {
  private static final Duration CONNECTING = Duration.ofSeconds(2);
  private static final Duration ANSWERING = Duration.ofMinutes(2);
  private static final int SUCCESS = 200;

  private final ControlAddress address;

  ControlClient(ControlAddress address) {
    this.address = address;
  }

  /** The controller that runs for a state folder, if one does. */
  public static Optional<ControlClient> find(Path stateFolder) {
    return ControlAddress.read(stateFolder).map(ControlClient::new).filter(ControlClient::isThere);
  }

  private boolean isThere() {
    try {
      call("/v1/ping", Map.of());
      return true;
    } catch (SlipwayException e) {
      if (e.code() == ErrorCode.NOT_FOUND || e.code() == ErrorCode.REFUSED) {
        return false;
      }
      throw e;
    }
  }

  /** The process of the controller. */
  public long pid() {
    return address.pid();
  }

  /**
   * Asks for something and answers what the controller says.
   *
   * @param members of the request; empty values are left out
   * @throws SlipwayException what the controller threw, or NOT_FOUND when there is none
   */
  public EventFields call(String path, Map<String, String> members) {
    return JsonText.read(answer(path, members));
  }

  /** As {@link #call}, but answers the JSON object as the controller wrote it. */
  public byte[] answer(String path, Map<String, String> members) {
    byte[] body =
        JsonText.object(
            json ->
                members.forEach(
                    (name, value) -> {
                      if (!value.isEmpty()) {
                        json.writeStringProperty(name, value);
                      }
                    }));
    try (Socket socket = connect(ANSWERING)) {
      send(socket, "POST " + path, body);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      Head head = Head.read(in);
      byte[] answer = in.readAllBytes();
      if (head.status() != SUCCESS) {
        throw refused(JsonText.read(answer));
      }
      return answer;
    } catch (IOException e) {
      throw lost(e);
    }
  }

  private static SlipwayException refused(EventFields answer) {
    String code = answer.optionalText("code").orElse("");
    String message = answer.optionalText("message").orElse("the controller refused");
    return Arrays.stream(ErrorCode.values())
        .filter(each -> each.name().equals(code))
        .findFirst()
        .map(each -> new SlipwayException(each, message))
        .orElseGet(() -> new SlipwayException(ErrorCode.REFUSED, message));
  }

  /**
   * Reads the lines of the journal from an entry on and waits for more, until {@code reader} has
   * had enough or the controller ends.
   *
   * @param reader answers whether it wants another line
   * @return whether the reader had enough
   */
  public boolean follow(long from, Predicate<byte[]> reader) {
    try (Socket socket = connect(Duration.ZERO)) {
      send(socket, "GET /v1/entries?follow=true&from=" + from, new byte[0]);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      Head head = Head.read(in);
      InputStream lines = head.chunked() ? new ChunkedInput(in) : in;
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int next = lines.read(); next >= 0; next = lines.read()) {
        if (next != '\n') {
          line.write(next);
          continue;
        }
        if (line.size() > 0 && !reader.test(line.toByteArray())) {
          return true;
        }
        line.reset();
      }
      return false;
    } catch (ConnectException e) {
      throw lost(e);
    } catch (IOException e) {
      // The controller ended in the middle; what it wrote last is read again from the next one.
      return false;
    }
  }

  private Socket connect(Duration patience) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), address.port()),
          (int) CONNECTING.toMillis());
      socket.setSoTimeout((int) patience.toMillis());
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private void send(Socket socket, String request, byte[] body) throws IOException {
    String head =
        request
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
            + address.token()
            + "\r\nContent-Length: "
            + body.length
            + "\r\nConnection: close\r\n\r\n";
    byte[] start = head.getBytes(StandardCharsets.US_ASCII);
    byte[] all = Arrays.copyOf(start, start.length + body.length);
    System.arraycopy(body, 0, all, start.length, body.length);
    socket.getOutputStream().write(all);
    socket.getOutputStream().flush();
  }

  private static SlipwayException lost(IOException cause) {
    if (cause instanceof SocketTimeoutException) {
      return new SlipwayException(
          ErrorCode.TIMED_OUT, "the controller has not answered for two minutes", cause);
    }
    return new SlipwayException(ErrorCode.NOT_FOUND, "no controller answers", cause);
  }

  /** The first lines of a response. */
  private record Head(int status, boolean chunked) {
    private static Head read(InputStream in) throws IOException {
      String first = line(in);
      String[] words = first.split(" ", 3);
      if (words.length < 2 || !first.startsWith("HTTP/1.1 ")) {
        throw new IOException("not an HTTP response: " + first);
      }
      boolean chunked = false;
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        chunked |= line.equalsIgnoreCase("Transfer-encoding: chunked");
      }
      return new Head(Integer.parseInt(words[1]), chunked);
    }
  }

  /** A line of a response, without its end. */
  static String line(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the response ends within its head");
      }
      if (next != '\r') {
        text.append((char) next);
      }
    }
    return text.toString();
  }
}
