package dev.slipway.router;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Listens on a Unix socket for the router's operators: HTTP/1.1, one request a connection, each
 * answered on a virtual thread of its own because a deployment waits for health.
 */
final class AdminServer implements AutoCloseable {
  private static final int LARGEST_BODY = 4 * 1024 * 1024;

  private final Path socket;
  private final EventLoopGroup loop;
  private final Channel listening;

  private AdminServer(Path socket, EventLoopGroup loop, Channel listening) {
    this.socket = socket;
    this.loop = loop;
    this.listening = listening;
  }

  /** Listens until closed; a socket that another router answers on is refused. */
  static AdminServer listen(Path socket, Function<AdminRequest, AdminResponse> operator) {
    Path unused = AdminCall.address(socket);
    refuseTaken(unused);
    Path fresh = AdminCall.address(socket.resolveSibling(socket.getFileName() + ".new"));
    EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try {
      if (socket.toAbsolutePath().getParent() != null) {
        Files.createDirectories(socket.toAbsolutePath().getParent());
      }
      Files.deleteIfExists(fresh);
      Channel channel = bind(loop, fresh, operator);
      // Only under its final name once nobody but the owner may use it.
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
      Files.move(fresh, unused, StandardCopyOption.ATOMIC_MOVE);
      return new AdminServer(unused, loop, channel);
    } catch (IOException refused) {
      var _ = loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
      throw new SlipwayException(
          ErrorCode.MACHINE,
          "the admin socket " + socket + " cannot be made: " + refused.getMessage(),
          refused);
    }
  }

  private static Channel bind(
      EventLoopGroup loop, Path fresh, Function<AdminRequest, AdminResponse> operator)
      throws IOException {
    ServerBootstrap server =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerDomainSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(new HttpServerCodec(), new HttpObjectAggregator(LARGEST_BODY))
                        .addLast(new Answerer(operator));
                  }
                });
    var bound = server.bind(UnixDomainSocketAddress.of(fresh)).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(String.valueOf(bound.cause().getMessage()), bound.cause());
    }
    return bound.channel();
  }

  private static void refuseTaken(Path socket) {
    if (!Files.exists(socket)) {
      return;
    }
    try (SocketChannel other = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      throw new SlipwayException(
          ErrorCode.PORT_TAKEN,
          "another router answers at " + socket + "; stop it, or choose another --admin SOCKET");
    } catch (IOException nobody) {
      // Left behind by a router that was killed; the new socket takes its name.
    }
  }

  @Override
  public void close() {
    listening.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
    try {
      Files.deleteIfExists(socket);
    } catch (IOException leftBehind) {
      // The next start takes the name over.
    }
    var _ = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  private static final class Answerer extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final Function<AdminRequest, AdminResponse> operator;

    Answerer(Function<AdminRequest, AdminResponse> operator) {
      this.operator = operator;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest message) {
      String body = message.content().toString(StandardCharsets.UTF_8);
      AdminRequest request = new AdminRequest(message.method().name(), message.uri(), body);
      Thread.ofVirtual().name("admin").start(() -> answer(context, request));
    }

    private void answer(ChannelHandlerContext context, AdminRequest request) {
      AdminResponse response;
      try {
        response = operator.apply(request);
      } catch (SlipwayException fault) {
        response = AdminResponse.fault(fault);
      } catch (RuntimeException defect) {
        response =
            AdminResponse.fault(
                new SlipwayException(ErrorCode.INTERNAL, String.valueOf(defect), defect));
      }
      context.writeAndFlush(encoded(response)).addListener(ChannelFutureListener.CLOSE);
    }

    private static FullHttpResponse encoded(AdminResponse response) {
      FullHttpResponse encoded =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1,
              HttpResponseStatus.valueOf(response.status()),
              Unpooled.copiedBuffer(response.body(), StandardCharsets.UTF_8));
      encoded
          .headers()
          .set(HttpHeaderNames.CONTENT_LENGTH, encoded.content().readableBytes())
          .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      return encoded;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      var _ = context.close();
    }
  }
}
