package dev.slipway.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * A value as common tools encode it.
 *
 * <p>The eleven encodings of GitHub's runner (ValueEncoders.cs: base64 at three alignments, URI
 * data, JSON, XML, expression string, command line argument, trimmed quotes, two PowerShell
 * sections) and those that logs show besides: URL-safe and wrapped base64, hexadecimal, the URI and
 * HTML dialects of other languages, a shell's single quotes. A form of fewer than 4 bytes is left
 * out: it would blacken ordinary text.
 */
final class Encodings {
  private static final int MIN_FORM = 4;
  private static final int MIN_SECTION = 6;
  private static final int MIN_QUOTED = 8;
  private static final int MIN_WRAPPED_LINE = 8;

  private final Set<String> forms = new LinkedHashSet<>();

  private Encodings() {}

  /** {@code value} itself and in all encodings, one character a byte. */
  static Set<String> of(String value) {
    Encodings encodings = new Encodings();
    encodings.addAll(value);
    return encodings.forms;
  }

  private void addAll(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    add(bytes);
    addBase64(bytes);
    addHex(bytes);
    addUri(bytes);
    addJson(value);
    addXml(value);
    add(value.replace("'", "''"));
    add(value.replace("\"", "\\\""));
    add(value.replace("'", "'\\''"));
    addTrimmed(value);
    addPowerShell(value);
  }

  /**
   * The characters of base64 that this value alone decides, after zero, one and two bytes of
   * something else, and what GitHub masks: the value and its rests after one and two bytes, padded.
   */
  private void addBase64(byte[] bytes) {
    Base64.Encoder encoder = Base64.getEncoder();
    for (int before = 0; before < 3; before++) {
      byte[] shifted = new byte[before + bytes.length];
      System.arraycopy(bytes, 0, shifted, before, bytes.length);
      String encoded = encoder.encodeToString(shifted);
      int from = (before * 8 + 5) / 6;
      int to = shifted.length * 8 / 6;
      if (from < to) {
        addUrlSafeToo(encoded.substring(from, to));
      }
    }
    for (int from = 0; from < Math.min(3, bytes.length); from++) {
      byte[] rest = Arrays.copyOfRange(bytes, from, bytes.length);
      addUrlSafeToo(encoder.encodeToString(rest));
    }
    addWrapped(encoder.encodeToString(bytes), 76);
    addWrapped(encoder.encodeToString(bytes), 64);
  }

  private void addUrlSafeToo(String base64) {
    add(base64);
    add(base64.replace('+', '-').replace('/', '_'));
  }

  private void addHex(byte[] bytes) {
    String hex = HexFormat.of().formatHex(bytes);
    add(hex);
    add(hex.toUpperCase(Locale.ROOT));
    addWrapped(hex, 60);
  }

  /** As {@code base64}, {@code openssl} and {@code xxd -p} break long output into lines. */
  private void addWrapped(String encoded, int width) {
    if (encoded.length() <= width) {
      return;
    }
    StringBuilder wrapped = new StringBuilder(encoded);
    for (int at = width; at < wrapped.length(); at += width + 1) {
      wrapped.insert(at, '\n');
    }
    add(wrapped.toString());
    wrapped.toString().lines().filter(line -> line.length() >= MIN_WRAPPED_LINE).forEach(this::add);
  }

  /** Percent-encoding as RFC 3986, JavaScript, Python, HTML forms and the strictest do it. */
  private void addUri(byte[] bytes) {
    for (String kept : new String[] {"-_.~", "-_.~!'()*", "-_.~/", "-_.*", "-_."}) {
      addUri(bytes, kept, "%20");
      addUri(bytes, kept, "+");
    }
  }

  private void addUri(byte[] bytes, String kept, String space) {
    for (HexFormat hex : new HexFormat[] {HexFormat.of(), HexFormat.of().withUpperCase()}) {
      StringBuilder text = new StringBuilder();
      for (byte value : bytes) {
        if (isAlphanumeric(value) || kept.indexOf(value) >= 0) {
          text.append((char) value);
        } else if (value == ' ') {
          text.append(space);
        } else {
          text.append('%').append(hex.toHexDigits(value));
        }
      }
      add(text.toString());
    }
  }

  private static boolean isAlphanumeric(byte value) {
    return (value >= '0' && value <= '9')
        || (value >= 'A' && value <= 'Z')
        || (value >= 'a' && value <= 'z');
  }

  /**
   * Within a JSON string: bare, with ASCII only, with HTML's characters escaped, with {@code \/}.
   */
  private void addJson(String value) {
    String plain = json(value, "", false);
    add(plain);
    add(json(value, "", true));
    add(json(value, "<>&", false));
    add(json(value, "<>&'", true));
    add(plain.replace("/", "\\/"));
  }

  private static String json(String value, String escaped, boolean asciiOnly) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\b' -> text.append("\\b");
        case '\f' -> text.append("\\f");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (c < ' ' || escaped.indexOf(c) >= 0 || (asciiOnly && c > '~')) {
            text.append("\\u").append(HexFormat.of().toHexDigits(c));
          } else {
            text.append(c);
          }
        }
      }
    }
    return text.toString();
  }

  /** As XML attribute, as XML or HTML text, and as the HTML writers of Python and Go do it. */
  private void addXml(String value) {
    String text = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    String quoted = text.replace("\"", "&quot;");
    add(text);
    add(quoted);
    add(quoted.replace("'", "&apos;"));
    add(quoted.replace("'", "&#39;"));
    add(quoted.replace("'", "&#x27;"));
    add(text.replace("\"", "&#34;").replace("'", "&#39;"));
  }

  private void addTrimmed(String value) {
    if (value.length() > MIN_QUOTED && value.startsWith("\"") && value.endsWith("\"")) {
      add(value.substring(1, value.length() - 1));
    }
  }

  /** The two sections into which PowerShell's coloured error text cuts a value with ampersands. */
  private void addPowerShell(String value) {
    int coloured = value.indexOf("&+");
    int ampersand = value.lastIndexOf('&');
    if (coloured >= 0) {
      addSection(value.substring(0, coloured + 2));
      addSection(value.substring(Math.min(value.length(), coloured + 3)));
    } else if (ampersand >= 0) {
      addSection(value.substring(0, ampersand + 1));
      addSection(value.substring(ampersand + 1));
    }
  }

  private void addSection(String section) {
    if (section.length() >= MIN_SECTION) {
      add(section);
    }
  }

  private void add(String form) {
    add(form.getBytes(StandardCharsets.UTF_8));
  }

  private void add(byte[] form) {
    String text = latin(form);
    if (text.length() >= MIN_FORM && !text.isBlank()) {
      forms.add(text);
    }
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
