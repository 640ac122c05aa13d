package dev.slipway.workflow;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.workflow.Shape.MappingShape;
import dev.slipway.workflow.Shape.Plain;
import dev.slipway.workflow.Shape.ScalarShape;
import dev.slipway.workflow.Shape.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The shapes of a kind of file, from a text with one definition a line; the keys of a mapping stand
 * indented below it:
 *
 * <pre>
 * names NAME a b f(0,1)   a list of contexts and functions, which may hold earlier lists
 * words NAME a b c        one of these words
 * map NAME                a mapping of the keys below: "key type" may be there, "key! type" must,
 *                         "* type type" are keys of the user's choice
 * NAME type               another name for a type
 * </pre>
 *
 * The last two may end in {@code / NAMES}: expressions there, and in all below, may use these
 * names. A type is null, bool, num, text, text+ (not empty), any, =word, or the name of a
 * definition; {@code []} behind it makes it a sequence, {@code |} stands between alternatives.
 *
 * <p>Only what is asked for is parsed, since a start of the program looks at few of the
 * definitions. Safe for use by several threads.
 */
final class Shapes {
  private final Map<String, String> definitions = new HashMap<>();
  private final Map<String, Shape> shapes = new ConcurrentHashMap<>();
  private final Map<String, Place> roots = new ConcurrentHashMap<>();

  private static final class OfWorkflows {
    private static final Shapes INSTANCE = new Shapes(WorkflowShapes.TEXT);
  }

  private static final class OfActions {
    private static final Shapes INSTANCE = new Shapes(ActionShapes.TEXT);
  }

  /** The shapes of workflow files. */
  static Shapes workflows() {
    return OfWorkflows.INSTANCE;
  }

  /** The shapes of action files. */
  static Shapes actions() {
    return OfActions.INSTANCE;
  }

  Shapes(String text) {
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      while (end >= 0 && end + 1 < text.length() && text.charAt(end + 1) == ' ') {
        end = text.indexOf('\n', end + 1);
      }
      end = end < 0 ? text.length() : end;
      if (end > start && text.charAt(start) != '#') {
        define(text.substring(start, end));
      }
      start = end + 1;
    }
  }

  private void define(String definition) {
    StringTokenizer words = new StringTokenizer(definition);
    String first = words.nextToken();
    String name = isForm(first) ? words.nextToken() : first;
    definitions.put(name, definition);
  }

  private static boolean isForm(String word) {
    return word.equals("map") || word.equals("words") || word.equals("names");
  }

  /** Where a file of this kind begins. */
  Place root(String type) {
    return roots.computeIfAbsent(type, ignored -> new Place(this, shape(type), List.of()));
  }

  /** The shape of a type as the data file writes it. */
  Shape shape(String type) {
    Shape known = shapes.get(type);
    if (known == null) {
      known = parse(type);
      shapes.put(type, known);
    }
    return known;
  }

  private Shape parse(String type) {
    String definition = definitions.get(type);
    Gathered gathered = new Gathered();
    gather(type, gathered);
    List<String> names = definition == null ? List.of() : names(definition);
    return new Shape(
        names, List.copyOf(gathered.scalars), gathered.item, List.copyOf(gathered.mappings));
  }

  private static final class Gathered {
    private final List<ScalarShape> scalars = new ArrayList<>();
    private final List<MappingShape> mappings = new ArrayList<>();
    private @Nullable String item;
  }

  private void gather(String type, Gathered gathered) {
    if (type.indexOf('|') >= 0) {
      StringTokenizer alternatives = new StringTokenizer(type, "|");
      while (alternatives.hasMoreTokens()) {
        gather(alternatives.nextToken(), gathered);
      }
    } else if (type.endsWith("[]")) {
      if (gathered.item == null) {
        gathered.item = type.substring(0, type.length() - 2);
      }
    } else if (type.startsWith("=")) {
      gathered.scalars.add(new Word(type.substring(1)));
    } else {
      gatherNamed(type, gathered);
    }
  }

  private void gatherNamed(String type, Gathered gathered) {
    switch (type) {
      case "null" -> gathered.scalars.add(Plain.NULL);
      case "bool" -> gathered.scalars.add(Plain.BOOL);
      case "num" -> gathered.scalars.add(Plain.NUMBER);
      case "text" -> gathered.scalars.add(Plain.TEXT);
      case "text+" -> gathered.scalars.add(Plain.FILLED_TEXT);
      case "any" -> {
        gather("null|bool|num|text|any[]", gathered);
        gathered.mappings.add(new MappingShape("any", Map.of(), "text", "any"));
      }
      default -> gatherDefined(type, gathered);
    }
  }

  private void gatherDefined(String name, Gathered gathered) {
    String definition = definition(name);
    int line = definition.indexOf('\n');
    StringTokenizer words =
        new StringTokenizer(line < 0 ? definition : definition.substring(0, line));
    switch (words.nextToken()) {
      case "map" -> gathered.mappings.add(mapping(name, definition));
      case "words" -> {
        words.nextToken();
        while (words.hasMoreTokens()) {
          gathered.scalars.add(new Word(words.nextToken()));
        }
      }
      default -> gather(words.nextToken(), gathered);
    }
  }

  private String definition(String name) {
    String definition = definitions.get(name);
    if (definition == null) {
      throw new SlipwayException(ErrorCode.INTERNAL, "No shape is called " + name);
    }
    return definition;
  }

  private static MappingShape mapping(String name, String definition) {
    Map<String, Shape.Key> keys = new LinkedHashMap<>();
    String freeKey = null;
    String freeValue = null;
    StringTokenizer lines = new StringTokenizer(definition, "\n");
    lines.nextToken();
    while (lines.hasMoreTokens()) {
      StringTokenizer words = new StringTokenizer(lines.nextToken());
      String key = words.nextToken();
      String type = words.nextToken();
      if (key.equals("*")) {
        freeKey = type;
        freeValue = words.nextToken();
      } else if (key.endsWith("!")) {
        keys.put(key.substring(0, key.length() - 1), new Shape.Key(type, true));
      } else {
        keys.put(key, new Shape.Key(type, false));
      }
    }
    return new MappingShape(name, keys, freeKey, freeValue);
  }

  /** The contexts and functions behind the slash, lists replaced by what they hold. */
  private List<String> names(String definition) {
    int line = definition.indexOf('\n');
    String head = line < 0 ? definition : definition.substring(0, line);
    int slash = head.indexOf(" / ");
    if (slash < 0) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    expand(new StringTokenizer(head.substring(slash + 3)), names);
    return List.copyOf(names);
  }

  private void expand(StringTokenizer words, List<String> names) {
    while (words.hasMoreTokens()) {
      String word = words.nextToken();
      String list = definitions.get(word);
      if (list != null && list.startsWith("names ")) {
        StringTokenizer inner = new StringTokenizer(list);
        inner.nextToken();
        inner.nextToken();
        expand(inner, names);
      } else {
        names.add(word);
      }
    }
  }
}
