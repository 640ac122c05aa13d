package dev.slipway.server.http;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The form of paths that a route answers; immutable. */
record PathTemplate(List<Segment> segments) {
  PathTemplate {
    segments = List.copyOf(segments);
  }

  /** One part between slashes. */
  sealed interface Segment {
    /** How little it says; a smaller one goes first. */
    int vagueness();
  }

  /** Exactly this text. */
  record Literal(String text) implements Segment {
    @Override
    public int vagueness() {
      return 0;
    }
  }

  /** A parameter with fixed text around it. */
  record Variable(String prefix, String name, String suffix) implements Segment {
    @Override
    public int vagueness() {
      return prefix.isEmpty() && suffix.isEmpty() ? 2 : 1;
    }

    Optional<String> in(String segment) {
      boolean fits =
          segment.length() > prefix.length() + suffix.length()
              && segment.startsWith(prefix)
              && segment.endsWith(suffix);
      if (!fits) {
        return Optional.empty();
      }
      return Optional.of(segment.substring(prefix.length(), segment.length() - suffix.length()));
    }
  }

  /** All that is left, one segment at least. */
  record Rest(String name) implements Segment {
    @Override
    public int vagueness() {
      return 3;
    }
  }

  static PathTemplate parse(String template) {
    if (!template.startsWith("/")) {
      throw wrong(template, "it must begin with a slash");
    }
    List<Segment> segments = new ArrayList<>();
    for (String part : split(template)) {
      if (!segments.isEmpty() && segments.getLast() instanceof Rest) {
        throw wrong(template, "nothing may follow the rest");
      }
      segments.add(segment(template, part));
    }
    return new PathTemplate(segments);
  }

  private static Segment segment(String template, String part) {
    int open = part.indexOf('{');
    if (open < 0) {
      return new Literal(part);
    }
    int close = part.indexOf('}', open);
    if (close < open + 2 || part.indexOf('{', open + 1) >= 0) {
      throw wrong(template, "a segment has one parameter at most, like {name}");
    }
    String name = part.substring(open + 1, close);
    if (name.endsWith("...")) {
      return new Rest(name.substring(0, name.length() - "...".length()));
    }
    return new Variable(part.substring(0, open), name, part.substring(close + 1));
  }

  private static SlipwayException wrong(String template, String why) {
    return new SlipwayException(ErrorCode.INTERNAL, "route '" + template + "': " + why);
  }

  /** The segments of a path; none of {@code /}. */
  static List<String> split(String path) {
    if (path.length() <= 1) {
      return List.of();
    }
    return List.of(path.substring(1).split("/", -1));
  }

  /** The parameters of a path, if it has this form. */
  Optional<Map<String, String>> match(List<String> path) {
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < segments.size(); i++) {
      if (i >= path.size()) {
        return Optional.empty();
      }
      String part = path.get(i);
      switch (segments.get(i)) {
        case Literal literal -> {
          if (!literal.text().equals(part)) {
            return Optional.empty();
          }
        }
        case Variable variable -> {
          Optional<String> value = variable.in(part);
          if (value.isEmpty()) {
            return Optional.empty();
          }
          parameters.put(variable.name(), value.get());
        }
        case Rest rest -> {
          parameters.put(rest.name(), String.join("/", path.subList(i, path.size())));
          return Optional.of(parameters);
        }
      }
    }
    return path.size() == segments.size() ? Optional.of(parameters) : Optional.empty();
  }

  /** Orders templates so that the more literal one of two that fit comes first. */
  static int compare(PathTemplate one, PathTemplate other) {
    int length = Math.min(one.segments.size(), other.segments.size());
    for (int i = 0; i < length; i++) {
      int order =
          Integer.compare(one.segments.get(i).vagueness(), other.segments.get(i).vagueness());
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(other.segments.size(), one.segments.size());
  }

  /** Whether both fit the same paths. */
  boolean sameShape(PathTemplate other) {
    if (segments.size() != other.segments.size()) {
      return false;
    }
    for (int i = 0; i < segments.size(); i++) {
      if (!shape(segments.get(i)).equals(shape(other.segments.get(i)))) {
        return false;
      }
    }
    return true;
  }

  private static Segment shape(Segment segment) {
    return switch (segment) {
      case Literal literal -> literal;
      case Variable variable -> new Variable(variable.prefix(), "", variable.suffix());
      case Rest _ -> new Rest("");
    };
  }
}
