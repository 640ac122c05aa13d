package dev.slipway.document;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value of a document and where it stands. Immutable; an alias shares the node of its anchor. */
public sealed interface Node {
  /** Where the value begins; for an alias, where its anchor's value begins. */
  Position position();

  /** What a scalar is under the core schema of YAML 1.2. */
  enum Kind {
    STRING,
    BOOL,
    INT,
    FLOAT,
    NULL
  }

  /** How a scalar was written. */
  enum Style {
    PLAIN,
    SINGLE_QUOTED,
    DOUBLE_QUOTED,
    LITERAL,
    FOLDED
  }

  /**
   * A single value.
   *
   * @param text the value's text after quotes, escapes and folding are resolved
   */
  record Scalar(Position position, Kind kind, String text, Style style) implements Node {
    /** Whether the text says true; meaningful for {@link Kind#BOOL} only. */
    public boolean isTrue() {
      return kind == Kind.BOOL && CoreSchema.isTrue(text);
    }

    /** The number the text denotes; NaN unless the kind is INT or FLOAT. */
    public double number() {
      return switch (kind) {
        case INT -> CoreSchema.integer(text);
        case FLOAT -> CoreSchema.decimal(text);
        case STRING, BOOL, NULL -> Double.NaN;
      };
    }
  }

  /** An ordered list of values. */
  record Sequence(Position position, List<Node> items) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** Keys and their values in the order written; a key may occur twice, which readers report. */
  record Mapping(Position position, List<Entry> entries) implements Node {
    public Mapping {
      entries = List.copyOf(entries);
    }

    /** The value of the first entry whose key is this text. */
    public Optional<Node> find(String key) {
      for (Entry entry : entries) {
        if (entry.key() instanceof Scalar scalar && scalar.text().equals(key)) {
          return Optional.of(entry.value());
        }
      }
      return Optional.empty();
    }

    /** The text of the scalar at this key; empty if the key is absent, null or not a scalar. */
    public Optional<String> text(String key) {
      return find(key).map(Mapping::textOf);
    }

    private static @Nullable String textOf(Node node) {
      if (node instanceof Scalar scalar && scalar.kind() != Kind.NULL) {
        return scalar.text();
      }
      return null;
    }
  }

  /** One key of a mapping and its value. */
  record Entry(Node key, Node value) {}
}
