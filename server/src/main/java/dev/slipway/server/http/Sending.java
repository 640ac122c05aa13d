package dev.slipway.server.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPOutputStream;

/** Sends one answer through the library; for use by one thread. */
final class Sending {
  /** A body that nobody reads is read to its end up to this length; else the connection ends. */
  private static final long READ_AWAY = 1 << 16;

  /** Shorter texts do not get shorter by compressing them. */
  private static final int WORTH_COMPRESSING = 1024;

  private final ServerResponse out;
  private final WriteWatch watch;
  private final BooleanSupplier open;

  Sending(ServerResponse out, WriteWatch watch, BooleanSupplier open) {
    this.out = out;
    this.watch = watch;
    this.open = open;
  }

  void refuse(int status, String why) {
    out.status(status);
    out.header(HeaderValues.CONNECTION_CLOSE);
    out.header("Content-Type", "text/plain; charset=utf-8");
    out.header("X-Content-Type-Options", "nosniff");
    out.send((why + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Sends the answer; its status. */
  int send(RequestHead head, Response response) {
    if (response.status() >= 400 && isLong(head)) {
      out.header(HeaderValues.CONNECTION_CLOSE);
    }
    for (Header header : response.headers()) {
      out.headers().add(HeaderValues.create(header.name(), header.value()));
    }
    if (isKnown(head, response)) {
      return empty(304);
    }
    out.status(response.status());
    try {
      return sendBody(head, response.bare());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the connection ends here: what is left of a body must not be read as a request. */
  boolean isLast() {
    return out.headers().contains(HeaderValues.CONNECTION_CLOSE);
  }

  private static boolean isLong(RequestHead head) {
    return head.header("transfer-encoding").isPresent()
        || head.header("content-length").map(Long::parseLong).orElse(0L) > READ_AWAY;
  }

  /** Whether the client has it already (RFC 9110, 13.1.2). */
  private static boolean isKnown(RequestHead head, Response response) {
    Optional<String> tag =
        response.headers().stream()
            .filter(each -> each.name().equalsIgnoreCase("ETag"))
            .map(Header::value)
            .findFirst();
    return response.status() == 200
        && tag.isPresent()
        && head.header("if-none-match").map(known -> known.contains(tag.get())).orElse(false);
  }

  private int sendBody(RequestHead head, Response response) throws IOException {
    switch (response) {
      case Response.Html(int _, Content content) ->
          content(head, "text/html; charset=utf-8", content);
      case Response.Json(int _, Content content) -> content(head, "application/json", content);
      case Response.Problem problem ->
          content(head, "application/problem+json", ProblemJson.of(problem));
      case Response.Redirect(String location) -> {
        out.header("Location", location);
        return empty(303);
      }
      case Response.Bytes(int _, String type, Content content) -> content(head, type, content);
      case Response.FileBody file -> {
        return file(head, file);
      }
      case Response.Stream(int _, String type, Response.Writer writer) -> {
        out.header("Content-Type", type);
        stream(head, writer);
      }
      case Response.Events(Response.Source source) -> {
        out.header("Content-Type", "text/event-stream");
        out.header("X-Accel-Buffering", "no");
        stream(head, to -> source.sendTo(new Lines(to, open)));
      }
      case Response.Empty(int status) -> {
        return empty(status);
      }
      case Response.With with -> sendBody(head, with.bare());
    }
    return out.status().code();
  }

  private int empty(int status) {
    out.status(status);
    out.send();
    return status;
  }

  private void content(RequestHead head, String type, Content content) throws IOException {
    out.header("Content-Type", type);
    byte[] bytes = content.bytes();
    if (bytes.length >= WORTH_COMPRESSING && isText(type)) {
      out.header("Vary", "Accept-Encoding");
      if (head.header("accept-encoding").map(all -> all.contains("gzip")).orElse(false)) {
        bytes = compressed(content);
        out.header("Content-Encoding", "gzip");
      }
    }
    if (head.method().equals("HEAD")) {
      out.header("Content-Length", Integer.toString(bytes.length));
      out.send();
      return;
    }
    byte[] sent = bytes;
    watch.write(() -> out.send(sent));
  }

  private static boolean isText(String type) {
    return type.startsWith("text/")
        || type.contains("json")
        || type.contains("javascript")
        || type.startsWith("image/svg");
  }

  private static byte[] compressed(Content content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length() / 2);
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      content.writeTo(gzip);
    }
    return bytes.toByteArray();
  }

  private void stream(RequestHead head, Response.Writer writer) throws IOException {
    if (head.method().equals("HEAD")) {
      out.send();
      return;
    }
    try (OutputStream to = watch.over(out.outputStream())) {
      writer.writeTo(to);
    }
  }

  private int file(RequestHead head, Response.FileBody file) throws IOException {
    out.header("Content-Type", file.contentType());
    out.header("Accept-Ranges", "bytes");
    file.download()
        .ifPresent(
            name ->
                out.header("Content-Disposition", "attachment; filename*=UTF-8''" + encoded(name)));
    try (SeekableByteChannel channel = Files.newByteChannel(file.path())) {
      ByteRange range = ByteRange.of(head.header("range"), channel.size());
      if (range.isOutside()) {
        out.header("Content-Range", "bytes */" + channel.size());
        return empty(416);
      }
      if (range.isPart()) {
        out.status(206);
        out.header(
            "Content-Range", "bytes " + range.first() + "-" + range.last() + "/" + channel.size());
      }
      out.header(HeaderValues.create(HeaderNames.CONTENT_LENGTH, range.length()));
      channel.position(range.first());
      InputStream in = Channels.newInputStream(channel);
      stream(head, to -> copy(in, to, range.length()));
    }
    return out.status().code();
  }

  private static void copy(InputStream in, OutputStream to, long length) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long left = length;
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new IOException("the file got shorter while it was sent");
      }
      to.write(buffer, 0, read);
      left -= read;
    }
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Events as lines. */
  private record Lines(OutputStream to, BooleanSupplier open) implements EventSink {
    @Override
    public void send(String id, String event, String data) throws IOException {
      StringBuilder text = new StringBuilder(data.length() + 64);
      if (!id.isEmpty()) {
        text.append("id: ").append(oneLine(id)).append('\n');
      }
      text.append("event: ").append(oneLine(event)).append('\n');
      data.lines().forEach(line -> text.append("data: ").append(line).append('\n'));
      if (data.isEmpty()) {
        text.append("data:\n");
      }
      write(text.append('\n').toString());
    }

    private static String oneLine(String text) {
      return text.replace('\n', ' ').replace('\r', ' ');
    }

    @Override
    public void beat() throws IOException {
      write(":\n\n");
    }

    private void write(String text) throws IOException {
      to.write(text.getBytes(StandardCharsets.UTF_8));
      to.flush();
    }

    @Override
    public boolean isOpen() {
      return open.getAsBoolean();
    }
  }
}
