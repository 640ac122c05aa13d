package dev.slipway.deliver;

import java.time.Duration;

/**
 * What makes an instance of a service fit for traffic: an answer of status 200-299 at a path.
 *
 * @param path begins with a slash
 * @param interval between two looks once it has answered
 * @param timeout of one look
 * @param within how long a new instance has until its first good answer
 */
public record HealthRule(String path, Duration interval, Duration timeout, Duration within) {
  /** What a service without the section has. */
  public static final HealthRule DEFAULT =
      new HealthRule("/up", Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(30));

  /** Refuses a path that does not begin with a slash. */
  public HealthRule {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("not a path: " + path);
    }
  }
}
