package dev.slipway.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An ordered list of globs, of which the last that matches a text decides. */
record Patterns(List<Glob> globs) {
  Patterns {
    globs = List.copyOf(globs);
  }

  static Patterns of(List<String> sources) {
    List<Glob> globs = new ArrayList<>(sources.size());
    for (String source : sources) {
      globs.add(Glob.of(source));
    }
    return new Patterns(globs);
  }

  /** The pattern that decided about the text: the last that matches it. */
  Optional<Glob> deciding(String text) {
    Optional<Glob> last = Optional.empty();
    for (Glob glob : globs) {
      if (glob.matches(text)) {
        last = Optional.of(glob);
      }
    }
    return last;
  }

  /** Whether the text is in: the last pattern that matches it is no negative one. */
  boolean includes(String text) {
    return deciding(text).filter(glob -> !glob.isNegative()).isPresent();
  }

  /** The patterns as they were written, in brackets. */
  String text() {
    StringBuilder text = new StringBuilder("[");
    for (Glob glob : globs) {
      if (text.length() > 1) {
        text.append(", ");
      }
      text.append(glob.source());
    }
    return text.append(']').toString();
  }
}
