package dev.slipway.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Says bytes to a server on this machine and hears what comes back, until it hangs up. */
final class Talk {
  private Talk() {}

  static String with(int port, String said) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(said.getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      ByteArrayOutputStream heard = new ByteArrayOutputStream();
      in.transferTo(heard);
      return heard.toString(StandardCharsets.UTF_8);
    }
  }
}
