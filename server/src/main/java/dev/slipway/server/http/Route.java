package dev.slipway.server.http;

/**
 * What is called by a method and a path, and who may call it.
 *
 * <p>A template has a literal, a parameter {@code {name}} with fixed text around it, or, as its
 * last, the rest {@code {name...}} in each segment. The most literal template that fits is taken.
 *
 * @param entrance how callers prove who they are
 * @param mostBytes how long a body may be, after decoding; {@link #ENDLESS} for no limit
 * @param changes whether a call is noted before it is answered
 * @param perMinute how often one address may call it in a minute; 0 for no limit of its own
 */
public record Route(
    Method method,
    String template,
    Rule rule,
    Handler handler,
    Entrance entrance,
    long mostBytes,
    boolean changes,
    int perMinute) {
  /** No limit; the body may come in chunks. */
  public static final long ENDLESS = Long.MAX_VALUE;

  private static final long USUAL_BYTES = 1 << 20;

  /** Refuses templates that are none. */
  public Route {
    PathTemplate.parse(template);
  }

  private static Route of(Method method, String template, Rule rule, Handler handler) {
    return new Route(
        method, template, rule, handler, Entrance.BROWSER, USUAL_BYTES, !method.isSafe(), 0);
  }

  /** A page, or a part of one. */
  public static Route get(String template, Rule rule, Handler handler) {
    return of(Method.GET, template, rule, handler);
  }

  /** What a form of a page does. */
  public static Route post(String template, Rule rule, Handler handler) {
    return of(Method.POST, template, rule, handler);
  }

  /** Puts something in its place. */
  public static Route put(String template, Rule rule, Handler handler) {
    return of(Method.PUT, template, rule, handler);
  }

  /** Changes a part of something. */
  public static Route patch(String template, Rule rule, Handler handler) {
    return of(Method.PATCH, template, rule, handler);
  }

  /** Removes something. */
  public static Route delete(String template, Rule rule, Handler handler) {
    return of(Method.DELETE, template, rule, handler);
  }

  /** The same route by another door. */
  public Route by(Entrance other) {
    return new Route(method, template, rule, handler, other, mostBytes, changes, perMinute);
  }

  /** The same route with another limit of its body. */
  public Route bodyUpTo(long bytes) {
    return new Route(method, template, rule, handler, entrance, bytes, changes, perMinute);
  }

  /** The same route, called by one address at most so many times a minute. */
  public Route atMost(int timesAMinute) {
    return new Route(method, template, rule, handler, entrance, mostBytes, changes, timesAMinute);
  }

  /** The same route, which only reads although it is called to do something, as git fetches. */
  public Route reading() {
    return new Route(method, template, rule, handler, entrance, mostBytes, false, perMinute);
  }

  /** How it is called in the log: the method and the template. */
  public String name() {
    return method + " " + template;
  }
}
