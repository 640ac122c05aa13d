package dev.slipway.server.http;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is asked; for use by one thread. */
public final class Request {
  private final RequestHead head;
  private final Map<String, String> parameters;
  private final Caller caller;
  private final String csrf;
  private final Body body;

  private Request(
      RequestHead head, Map<String, String> parameters, Caller caller, String csrf, Body body) {
    this.head = head;
    this.parameters = parameters;
    this.caller = caller;
    this.csrf = csrf;
    this.body = body;
  }

  static Request of(RequestHead head, Body body) {
    return new Request(head, Map.of(), Caller.nobody(), "", body);
  }

  /** A request without a body, for tests of handlers. */
  public static Request get(String target) {
    RequestHead head =
        RequestHead.of("GET", target, Map.of("host", "localhost"), "127.0.0.1", false);
    return of(head, new Body(InputStream.nullInputStream()));
  }

  /** The same by somebody. */
  public Request by(Caller somebody) {
    return new Request(head, parameters, somebody, csrf, body);
  }

  /** The same with parameters of the path. */
  public Request at(Map<String, String> values) {
    return new Request(head, Map.copyOf(values), caller, csrf, body);
  }

  Request withCsrf(String token) {
    return new Request(head, parameters, caller, token, body);
  }

  Body body() {
    return body;
  }

  RequestHead head() {
    return head;
  }

  /** How it is called; HEAD counts as GET. */
  Method method() {
    return head.method().equals("HEAD") ? Method.GET : Method.valueOf(head.method());
  }

  /** Who asks. */
  public Caller caller() {
    return caller;
  }

  /** The path as it came, decoded. */
  public String path() {
    return head.path();
  }

  /** The path and the query as they came. */
  public String target() {
    return head.target();
  }

  /** A parameter of the path, which the template of the route has. */
  public String parameter(String name) {
    String value = parameters.get(name);
    if (value == null) {
      throw new SlipwayException(ErrorCode.INTERNAL, "the route has no parameter '" + name + "'");
    }
    return value;
  }

  /** The fields of the query. */
  public Form query() {
    return head.query();
  }

  /** The first header of a name. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(head.headers().get(name.toLowerCase(Locale.ROOT)));
  }

  /** A cookie. */
  public Optional<String> cookie(String name) {
    return head.cookie(name);
  }

  /** The body as it comes; at most as long as the route allows. */
  public InputStream stream() {
    return body.stream();
  }

  /** The fields of a form. */
  public Form form() {
    return body.form();
  }

  /** The token that a form of this answer carries in its field {@code csrf}. */
  public String csrf() {
    return csrf;
  }

  /** The address of the other end. */
  public String remote() {
    return head.remote();
  }

  /** Whether it came over TLS, or a proxy that is trusted says so. */
  public boolean isSecure() {
    return head.secure();
  }

  /** Where this server is for whoever asked, like {@code https://slipway.example}. */
  public String origin() {
    return (head.secure() ? "https://" : "http://") + header("host").orElse("localhost");
  }

  /** Whether only a part of a page is wanted, by htmx. */
  public boolean wantsPart() {
    return header("hx-request").isPresent() && header("hx-boosted").isEmpty();
  }

  /** Whether a page is wanted rather than a document for programs. */
  public boolean wantsHtml() {
    return header("accept").map(accept -> accept.contains("text/html")).orElse(false);
  }
}
