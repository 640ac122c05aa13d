package dev.slipway.document;

import dev.slipway.document.Node.Entry;
import dev.slipway.document.Node.Kind;
import dev.slipway.document.Node.Mapping;
import dev.slipway.document.Node.Scalar;
import dev.slipway.document.Node.Sequence;
import dev.slipway.document.Node.Style;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Builds the tree from the parser's events rather than from its node graph, so that limits hold
 * while reading and an alias can neither form a cycle nor expand beyond them. One use only.
 */
final class TreeReader {
  private static final int SMALLEST_WINDOW = 1 << 10;
  private static final int LARGEST_WINDOW = 1 << 16;

  private final String file;
  private final String text;
  private final Limits limits;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final ScalarNodes scalars;
  private int nodes;

  /** Where the parser was last. */
  private Position last;

  /** What an anchor names: its value, how many values that is, and how deep it goes. */
  private record Anchored(Node node, int nodes, int depth) {}

  /** Ends the reading: the rest of the text has no meaning after this problem. */
  private static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    Stop(Problem problem) {
      super(problem.message(), null, false, false);
      this.problem = problem;
    }
  }

  TreeReader(String file, String text, Limits limits) {
    this.file = file;
    this.text = text;
    this.limits = limits;
    this.last = new Position(file, 1, 1);
    this.scalars = new ScalarNodes(text, problems);
  }

  Parsed<Node> read() {
    try {
      Iterator<Event> events = new Parse(settings()).parseString(text).iterator();
      Node root = document(events);
      return Parsed.of(root, problems);
    } catch (Stop stop) {
      problems.add(stop.problem);
      return Parsed.failed(problems);
    } catch (YamlEngineException exception) {
      problems.add(SyntaxProblem.of(file, text, exception));
      return Parsed.failed(problems);
    } catch (IllegalArgumentException | IndexOutOfBoundsException exception) {
      // The parser's own checks miss some malformed escapes.
      problems.add(SyntaxProblem.unnamed(last));
      return Parsed.failed(problems);
    }
  }

  /** The parser copies what it has not read yet whenever its window is used up. */
  private LoadSettings settings() {
    int window = Math.clamp(text.length(), SMALLEST_WINDOW, LARGEST_WINDOW);
    return LoadSettings.builder()
        .setCodePointLimit(Integer.MAX_VALUE)
        .setUseMarks(true)
        .setBufferSize(window)
        .build();
  }

  private Node document(Iterator<Event> events) {
    Node root = null;
    while (events.hasNext()) {
      Event event = events.next();
      switch (event.getEventId()) {
        case DocumentStart -> {
          if (root != null) {
            throw stop(event, "many-documents", "Only one document is allowed in a file");
          }
        }
        case Scalar, SequenceStart, MappingStart, Alias -> root = node(event, events, 1).node();
        case StreamStart, StreamEnd, DocumentEnd, Comment, SequenceEnd, MappingEnd -> {}
      }
    }
    if (root == null) {
      return new Scalar(new Position(file, 1, 1), Kind.NULL, "", Style.PLAIN);
    }
    return root;
  }

  private Anchored node(Event event, Iterator<Event> events, int depth) {
    if (event instanceof AliasEvent alias) {
      return alias(alias, depth);
    }
    NodeEvent node = (NodeEvent) event;
    if (node.getAnchor().isPresent() && !limits.anchors()) {
      String name = node.getAnchor().get().getValue();
      throw stop(
          event, "anchor", "Anchors are not currently supported. Remove the anchor '" + name + "'");
    }
    count(event, 1);
    last = position(event);
    Anchored read =
        switch (event.getEventId()) {
          case Scalar -> new Anchored(scalars.read((ScalarEvent) event, position(event)), 1, 0);
          case SequenceStart -> sequence((CollectionStartEvent) event, events, depth);
          default -> mapping((CollectionStartEvent) event, events, depth);
        };
    node.getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), read));
    return read;
  }

  private Anchored alias(AliasEvent event, int depth) {
    String name = event.getAlias().getValue();
    Anchored anchored = anchors.get(name);
    if (anchored == null) {
      throw stop(event, "unknown-anchor", "No anchor '" + name + "' is defined before this alias");
    }
    checkDepth(event, depth + anchored.depth() - 1);
    count(event, anchored.nodes());
    return anchored;
  }

  private Anchored sequence(CollectionStartEvent start, Iterator<Event> events, int depth) {
    checkDepth(start, depth);
    checkTag(start, "seq");
    List<Node> items = new ArrayList<>();
    int size = 1;
    int deepest = 0;
    for (Event event = events.next(); !isEnd(event); event = events.next()) {
      Anchored item = node(event, events, depth + 1);
      items.add(item.node());
      size += item.nodes();
      deepest = Math.max(deepest, item.depth());
    }
    return new Anchored(new Sequence(position(start), items), size, deepest + 1);
  }

  private Anchored mapping(CollectionStartEvent start, Iterator<Event> events, int depth) {
    checkDepth(start, depth);
    checkTag(start, "map");
    List<Entry> entries = new ArrayList<>();
    int size = 1;
    int deepest = 0;
    for (Event event = events.next(); !isEnd(event); event = events.next()) {
      Anchored key = node(event, events, depth + 1);
      Anchored value = node(events.next(), events, depth + 1);
      entries.add(new Entry(key.node(), value.node()));
      size += key.nodes() + value.nodes();
      deepest = Math.max(deepest, Math.max(key.depth(), value.depth()));
    }
    return new Anchored(new Mapping(position(start), entries), size, deepest + 1);
  }

  private static boolean isEnd(Event event) {
    return event.getEventId() == Event.ID.SequenceEnd || event.getEventId() == Event.ID.MappingEnd;
  }

  private void checkTag(CollectionStartEvent event, String expected) {
    String tag = event.getTag().orElse("!");
    if (!tag.equals("!") && !tag.equals(ScalarNodes.STANDARD + expected)) {
      problems.add(ScalarNodes.unexpectedTag(position(event), tag));
    }
  }

  private void checkDepth(Event event, int depth) {
    if (depth > limits.depth()) {
      throw stop(event, "max-depth", "Values are nested deeper than " + limits.depth() + " levels");
    }
  }

  private void count(Event event, int more) {
    nodes += more;
    if (nodes > limits.nodes()) {
      throw stop(
          event,
          "max-nodes",
          "The document has more than " + limits.nodes() + " values, aliases expanded");
    }
  }

  private Stop stop(Event event, String code, String message) {
    return new Stop(Problem.error(position(event), code, message));
  }

  private Position position(Event event) {
    Optional<Mark> mark = event.getStartMark();
    if (mark.isEmpty()) {
      return Position.wholeFile(file);
    }
    return new Position(file, mark.get().getLine() + 1, mark.get().getColumn() + 1);
  }
}
