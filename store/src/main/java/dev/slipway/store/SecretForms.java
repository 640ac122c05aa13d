package dev.slipway.store;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The byte strings that give a secret away: itself, its lines, the values within it when it is a
 * JSON document, and each of these in all {@link Encodings}.
 *
 * <p>The whole secret counts at any length. A line counts from 4 characters on and a JSON value
 * from 8: shorter ones would blacken ordinary text such as a lone brace.
 */
final class SecretForms {
  private static final int MIN_LINE = 4;
  private static final int MIN_LEAF = 8;

  private final Set<String> forms = new LinkedHashSet<>();

  private SecretForms() {}

  /** The forms of {@code secret}, one character a byte; none when it is blank. */
  static Set<String> of(String secret) {
    SecretForms all = new SecretForms();
    if (!secret.isBlank()) {
      all.forms.add(latin(secret.getBytes(StandardCharsets.UTF_8)));
      all.forms.add(latin(secret.strip().getBytes(StandardCharsets.UTF_8)));
      all.addValue(secret);
      all.addLeaves(secret);
    }
    return all.forms;
  }

  /** A value in all encodings, and its lines likewise. */
  private void addValue(String value) {
    addEncoded(value);
    if (value.indexOf('\n') < 0 && value.indexOf('\r') < 0) {
      return;
    }
    value
        .lines()
        .map(String::strip)
        .filter(line -> line.length() >= MIN_LINE)
        .forEach(this::addEncoded);
    addEncoded(value.strip());
  }

  private void addLeaves(String secret) {
    String text = secret.strip();
    if (!text.startsWith("{") && !text.startsWith("[")) {
      return;
    }
    Set<String> leaves = new LinkedHashSet<>();
    try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
          leaves.add(json.getString());
        }
      }
    } catch (JacksonException notJson) {
      return;
    }
    leaves.stream().filter(leaf -> leaf.length() >= MIN_LEAF).forEach(this::addValue);
  }

  private void addEncoded(String value) {
    forms.addAll(Encodings.of(value));
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
