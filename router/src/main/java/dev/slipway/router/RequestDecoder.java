package dev.slipway.router;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;

/**
 * Reads requests strictly: lines end with CRLF, chunk sizes are plain hexadecimal, and a request
 * that has a length as well as a transfer coding is invalid (RFC 9112, 6.1 and 11.2).
 */
final class RequestDecoder extends HttpRequestDecoder {
  /** The most bytes of a body that travel as one buffer. */
  static final int PIECE_BYTES = 64 * 1024;

  RequestDecoder(Limits limits) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(limits.maxLineBytes())
            .setMaxHeaderSize(limits.maxHeaderBytes())
            .setMaxChunkSize(PIECE_BYTES)
            .setStrictLineParsing(true)
            .setUseRfc9112TransferEncoding(true));
  }

  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("Content-Length beside Transfer-Encoding");
  }
}
