package dev.slipway.router;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/**
 * A file on its way to a client, piece by piece; belongs to the event loop of its connection.
 *
 * <p>Pieces are read on the event loop: a built site is in the page cache, and a read of a piece
 * from there costs less than a hand-over to another thread.
 */
final class SiteTransfer implements AutoCloseable {
  /** Files up to that size go out in one piece. */
  static final int PIECE = 64 * 1024;

  private final FileChannel file;
  private long at;
  private long left;

  private SiteTransfer(FileChannel file, long at, long left) {
    this.file = file;
    this.at = at;
    this.left = left;
  }

  static SiteTransfer open(SiteReply.Body.Stretch stretch) throws IOException {
    FileChannel file = FileChannel.open(stretch.path(), StandardOpenOption.READ);
    return new SiteTransfer(file, stretch.offset(), stretch.length());
  }

  /** The next piece; the last one says so itself. */
  HttpContent next(ByteBufAllocator allocator) throws IOException {
    int wanted = (int) Math.min(left, PIECE);
    ByteBuf piece = allocator.buffer(wanted);
    try {
      while (piece.readableBytes() < wanted) {
        int count =
            piece.writeBytes(file, at + piece.readableBytes(), wanted - piece.readableBytes());
        if (count < 0) {
          throw new IOException("the file is shorter than it was");
        }
      }
    } catch (IOException failed) {
      piece.release();
      throw failed;
    }
    at += wanted;
    left -= wanted;
    if (left == 0) {
      return new DefaultLastHttpContent(piece);
    }
    return new DefaultHttpContent(piece);
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException gone) {
      // It was only read.
    }
  }
}
