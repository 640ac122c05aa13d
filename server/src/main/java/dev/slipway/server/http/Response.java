package dev.slipway.server.http;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is answered. */
public sealed interface Response {
  /** A page, or a part of one. */
  record Html(int status, Content content) implements Response {}

  /** A JSON document. */
  record Json(int status, Content content) implements Response {}

  /**
   * Why not (RFC 9457); people get a page.
   *
   * @param code a stable word in capitals
   * @param detail a sentence for a person
   */
  record Problem(int status, String code, String detail) implements Response {}

  /** See another page of ours (303). */
  record Redirect(String location) implements Response {
    /** Refuses other servers. */
    public Redirect {
      if (!isLocal(location)) {
        throw new SlipwayException(
            ErrorCode.REFUSED, "Slipway does not send anybody to '" + location + "'");
      }
    }

    /** Whether a place is a path of this server. */
    public static boolean isLocal(String location) {
      return location.startsWith("/")
          && !location.startsWith("//")
          && !location.startsWith("/\\")
          && location.chars().allMatch(each -> each > ' ' && each < 0x7f && each != '\\');
    }
  }

  /** Bytes of any type. */
  record Bytes(int status, String contentType, Content content) implements Response {}

  /**
   * A file; parts of it are answered when asked for.
   *
   * @param download the name to save it under; shown in the browser when empty
   */
  record FileBody(Path path, String contentType, Optional<String> download) implements Response {}

  /** Bytes as they come, of a length that is not known. */
  record Stream(int status, String contentType, Writer writer) implements Response {}

  /** Events as they happen. */
  record Events(Source source) implements Response {}

  /** Only a status. */
  record Empty(int status) implements Response {}

  /** Another response with headers of its own. */
  record With(Response response, List<Header> headers) implements Response {
    /** Copies. */
    public With {
      headers = List.copyOf(headers);
    }
  }

  /** Writes the bytes of a stream; what it throws after the first byte cuts the connection. */
  @FunctionalInterface
  interface Writer {
    /** Writes them all; flush what is to be seen at once. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** Sends events for as long as there is somebody to send them to. */
  @FunctionalInterface
  interface Source {
    /** Returns when there will be no more, or {@link EventSink#isOpen} is false. */
    void sendTo(EventSink sink) throws IOException;
  }

  /** A page. */
  static Response html(String page) {
    return new Html(200, Content.of(page));
  }

  /** A page. */
  static Response html(byte[] page) {
    return new Html(200, Content.of(page));
  }

  /** A JSON document. */
  static Response json(byte[] document) {
    return new Json(200, Content.of(document));
  }

  /** Why not. */
  static Response problem(int status, String code, String detail) {
    return new Problem(status, code, detail);
  }

  /** There is no such thing. */
  static Response notFound() {
    return new Problem(404, "NOT_FOUND", "There is nothing here.");
  }

  /** See another page of ours. */
  static Response redirect(String location) {
    return new Redirect(location);
  }

  /** Plain text. */
  static Response text(String text) {
    return new Bytes(200, "text/plain; charset=utf-8", Content.of(text));
  }

  /** Only a status. */
  static Response status(int status) {
    return new Empty(status);
  }

  /** The same with a header. */
  default Response with(String name, String value) {
    return with(new Header(name, value));
  }

  /** The same with a cookie. */
  default Response with(Cookie cookie) {
    return with(cookie.header());
  }

  /** The same with a header. */
  default Response with(Header header) {
    if (this instanceof With(Response response, List<Header> headers)) {
      List<Header> more = new ArrayList<>(headers);
      more.add(header);
      return new With(response, more);
    }
    return new With(this, List.of(header));
  }

  /** The response without headers of its own. */
  default Response bare() {
    return this instanceof With with ? with.response() : this;
  }

  /** Its own headers. */
  default List<Header> headers() {
    return this instanceof With with ? with.headers() : List.of();
  }

  /** Its status, unless a part of a file is asked for. */
  default int status() {
    return switch (this) {
      case Html html -> html.status;
      case Json json -> json.status;
      case Problem problem -> problem.status;
      case Redirect _ -> 303;
      case Bytes bytes -> bytes.status;
      case FileBody _, Events _ -> 200;
      case Stream stream -> stream.status;
      case Empty empty -> empty.status;
      case With with -> with.response().status();
    };
  }
}
