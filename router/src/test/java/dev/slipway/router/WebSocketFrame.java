package dev.slipway.router;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A whole WebSocket frame (RFC 6455, 5.2); its payload has a character a byte. */
record WebSocketFrame(int opcode, String payload) {
  static WebSocketFrame read(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    int opcode = in.readUnsignedByte() & 0x0F;
    int second = in.readUnsignedByte();
    int length = second & 0x7F;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = Math.toIntExact(in.readLong());
    }
    byte[] mask = new byte[4];
    if ((second & 0x80) != 0) {
      in.readFully(mask);
    }
    byte[] payload = in.readNBytes(length);
    if (payload.length < length) {
      throw new IOException("a frame was cut");
    }
    for (int i = 0; i < length; i++) {
      payload[i] ^= mask[i % 4];
    }
    return new WebSocketFrame(opcode, new String(payload, StandardCharsets.ISO_8859_1));
  }

  boolean isClose() {
    return opcode == 8;
  }

  /** The status of a close frame. */
  int closeCode() {
    return payload.charAt(0) << 8 | payload.charAt(1);
  }

  byte[] unmasked() {
    return encode(0, 0x11223344, false);
  }

  byte[] masked() {
    return encode(0x80, 0x11223344, true);
  }

  private byte[] encode(int bit, int mask, boolean masks) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0x80 | opcode);
    if (payload.length() < 126) {
      out.write(bit | payload.length());
    } else if (payload.length() < 65_536) {
      out.write(bit | 126);
      out.write(payload.length() >> 8);
      out.write(payload.length());
    } else {
      out.write(bit | 127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        out.write((int) ((long) payload.length() >> shift));
      }
    }
    if (masks) {
      for (int shift = 24; shift >= 0; shift -= 8) {
        out.write(mask >> shift);
      }
    }
    for (int i = 0; i < payload.length(); i++) {
      int key = 0;
      if (masks) {
        key = mask >> (24 - 8 * (i % 4));
      }
      out.write(payload.charAt(i) ^ key);
    }
    return out.toByteArray();
  }
}
