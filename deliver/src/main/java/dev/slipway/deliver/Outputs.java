package dev.slipway.deliver;

import java.util.List;

/** What components tell each other in an environment. */
final class Outputs {
  private static final List<String> ROUTED = List.of("url", "host", "path");
  private static final List<String> DATABASE =
      List.of("url", "host", "port", "user", "password", "name");

  private Outputs() {}

  /** The outputs a component of that kind has. */
  static List<String> names(Component component) {
    return switch (component) {
      case Component.Service service -> ROUTED;
      case Component.Site site -> ROUTED;
      case Component.Worker worker -> List.of();
      case Component.Database database -> DATABASE;
    };
  }
}
