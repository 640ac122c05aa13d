package dev.slipway.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a block scalar ends, above all where the file ends with it. */
class BlockScalarTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "|\\n  x\\n;x\\n",
        "|\\n  x;x",
        "|-\\n  x\\n;x",
        "|-\\n  x;x",
        "|+\\n  x\\n\\n;x\\n\\n",
        "|+\\n  x;x",
        "|\\n  x\\n  ;x\\n",
        "|\\n  x\\r\\n;x\\n",
        ">\\n  x\\n  y\\n;x y\\n",
        ">\\n  x\\n  y;x y",
        "|\\n  x\\n\\n  # kept\\n;x\\n\\n# kept\\n",
        "|2\\n    x\\n;`  x\\n`"
      })
  void endsAsWritten(String yaml, String value) {
    Document document = Document.read("a.yml", "a: " + lines(yaml)).value().orElseThrow();

    assertThat(((Node.Mapping) document.root()).text("a")).contains(lines(value));
  }

  private static String lines(String text) {
    return text.replace("\\r", "\r").replace("\\n", "\n");
  }
}
