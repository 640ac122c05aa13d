package dev.slipway.document;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever the bytes: reading ends, does not throw, and every position lies within the text. */
class DocumentFuzzTest {
  @FuzzTest(maxDuration = "10m")
  void readsAnyBytes(byte[] bytes) {
    Parsed<Document> parsed = Document.read("fuzz.yml", bytes);
    String text = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    int lines =
        1 + (int) text.chars().filter(character -> character == '\n' || character == '\r').count();
    if (parsed.value().isEmpty() && parsed.problems().isEmpty()) {
      throw new AssertionError("neither a value nor a problem");
    }
    for (Problem problem : parsed.problems()) {
      checkWithin(problem.position(), lines, text.length());
      problem.render(text);
    }
    parsed.value().ifPresent(document -> walk(document.root(), lines, text.length()));
  }

  private static void walk(Node node, int lines, int length) {
    checkWithin(node.position(), lines, length);
    switch (node) {
      case Node.Scalar scalar -> scalar.number();
      case Node.Sequence sequence -> sequence.items().forEach(item -> walk(item, lines, length));
      case Node.Mapping mapping ->
          mapping
              .entries()
              .forEach(
                  entry -> {
                    walk(entry.key(), lines, length);
                    walk(entry.value(), lines, length);
                  });
    }
  }

  private static void checkWithin(Position position, int lines, int length) {
    if (position.line() > lines || position.column() > length + 1) {
      throw new AssertionError("outside of the text: " + position);
    }
  }
}
