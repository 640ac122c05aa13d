package dev.slipway.runner;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** Reads the JSON file that {@code add-matcher} names. For one thread. */
final class MatcherFile {
  /** Largest file that is read, in bytes. */
  static final int MAX_BYTES = 1024 * 1024;

  private final JsonParser json;
  private final String name;

  private MatcherFile(JsonParser json, String name) {
    this.json = json;
    this.name = name;
  }

  /**
   * All matchers of a file, in order; none when it holds no {@code problemMatcher}.
   *
   * @throws SlipwayException when the file cannot be read, or a matcher breaks a rule
   */
  static List<MatcherDefinition> read(Path file) {
    return parse(content(file), file.toString());
  }

  /**
   * All matchers of such a file's content.
   *
   * @param name stands for the file in what is thrown
   * @throws SlipwayException when a matcher breaks a rule
   */
  static List<MatcherDefinition> parse(byte[] content, String name) {
    JsonFactory factory =
        JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .build();
    try (JsonParser json = factory.createParser(ObjectReadContext.empty(), content)) {
      return new MatcherFile(json, name).readFile();
    } catch (JacksonException e) {
      String where = name + ":" + e.getLocation().getLineNr();
      throw new SlipwayException(
          ErrorCode.INVALID_DOCUMENT, where + ": not valid JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static byte[] content(Path file) {
    try {
      return CommandFile.read(file, MAX_BYTES);
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND,
          "Problem matcher file '" + file + "' cannot be read: " + reason(e),
          e);
    }
  }

  private static String reason(IOException failure) {
    return failure instanceof java.nio.file.NoSuchFileException
        ? "it does not exist"
        : String.valueOf(failure.getMessage());
  }

  private List<MatcherDefinition> readFile() {
    List<MatcherDefinition> definitions = new ArrayList<>();
    expect(json.nextToken(), JsonToken.START_OBJECT, "an object");
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean matchers = json.currentName().equals("problemMatcher");
      JsonToken value = json.nextToken();
      if (!matchers || value == JsonToken.VALUE_NULL) {
        json.skipChildren();
        continue;
      }
      expect(value, JsonToken.START_ARRAY, "a list in 'problemMatcher'");
      while (json.nextToken() != JsonToken.END_ARRAY) {
        definitions.add(readMatcher());
      }
    }
    checkOwners(definitions);
    return definitions;
  }

  private static void checkOwners(List<MatcherDefinition> definitions) {
    Set<String> owners = new HashSet<>();
    for (MatcherDefinition definition : definitions) {
      if (!owners.add(definition.owner().toLowerCase(Locale.ROOT))) {
        throw new SlipwayException(
            ErrorCode.INVALID_DOCUMENT, "Duplicate owner name '" + definition.owner() + "'");
      }
    }
  }

  private MatcherDefinition readMatcher() {
    expect(json.currentToken(), JsonToken.START_OBJECT, "an object in 'problemMatcher'");
    String owner = "";
    String severity = "";
    String fromPath = "";
    List<ProblemPattern> patterns = new ArrayList<>();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = json.currentName();
      json.nextToken();
      switch (key) {
        case "owner" -> owner = text();
        case "severity" -> severity = text();
        case "fromPath" -> fromPath = text();
        case "pattern" -> readPatterns(patterns);
        default -> json.skipChildren();
      }
    }
    return new MatcherDefinition(owner, severity, fromPath, patterns);
  }

  private void readPatterns(List<ProblemPattern> patterns) {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    expect(json.currentToken(), JsonToken.START_ARRAY, "a list in 'pattern'");
    while (json.nextToken() != JsonToken.END_ARRAY) {
      expect(json.currentToken(), JsonToken.START_OBJECT, "an object in 'pattern'");
      patterns.add(readPattern());
    }
  }

  private ProblemPattern readPattern() {
    String regexp = "";
    boolean loop = false;
    Map<ProblemPattern.Part, Integer> groups = new EnumMap<>(ProblemPattern.Part.class);
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = json.currentName();
      json.nextToken();
      switch (key) {
        case "regexp" -> regexp = text();
        case "loop" -> loop = text().equalsIgnoreCase("true");
        default -> readGroup(key, groups);
      }
    }
    return new ProblemPattern(compile(regexp), groups, loop);
  }

  private void readGroup(String key, Map<ProblemPattern.Part, Integer> groups) {
    for (ProblemPattern.Part part : ProblemPattern.Part.values()) {
      if (part.key().equals(key)) {
        readNumber(key, part, groups);
        return;
      }
    }
    json.skipChildren();
  }

  private void readNumber(
      String key, ProblemPattern.Part part, Map<ProblemPattern.Part, Integer> groups) {
    String text = text();
    if (text.isEmpty()) {
      return;
    }
    try {
      groups.put(part, Integer.valueOf(text));
    } catch (NumberFormatException e) {
      throw mistake("'" + key + "' must be the number of a group, not '" + text + "'");
    }
  }

  private EcmaRegex compile(String regexp) {
    try {
      return EcmaRegex.compile(regexp);
    } catch (PatternSyntaxException e) {
      throw mistake("the regular expression '" + regexp + "' is not valid: " + e.getDescription());
    }
  }

  /** A scalar as text; null is empty. */
  private String text() {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return "";
    }
    if (token == null || !token.isScalarValue()) {
      throw mistake("'" + json.currentName() + "' must be a single value");
    }
    return json.getString();
  }

  private void expect(JsonToken found, JsonToken wanted, String what) {
    if (found != wanted) {
      throw mistake("expected " + what);
    }
  }

  private SlipwayException mistake(String what) {
    return new SlipwayException(
        ErrorCode.INVALID_DOCUMENT,
        name + ":" + json.currentTokenLocation().getLineNr() + ": " + what);
  }
}
