package dev.slipway.document;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * A YAML 1.2 document: its text and the tree of its values, each of which knows where it stands.
 *
 * @param file the name a person knows the file by
 * @param text the text as read, without a byte order mark
 */
public record Document(String file, String text, Node root) {

  /** Reads bytes, which have to be UTF-8. */
  public static Parsed<Document> read(String file, byte[] bytes) {
    return read(file, bytes, Limits.DEFAULT);
  }

  /** Reads bytes, which have to be UTF-8, within limits. */
  public static Parsed<Document> read(String file, byte[] bytes, Limits limits) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer decoded = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), decoded, true);
    String text = decoded.flip().toString();
    if (result.isError()) {
      Position position = TextCheck.positionAt(file, text, text.length());
      return Parsed.failed(
          Problem.error(position, "not-utf-8", "The file is not UTF-8 text")
              .withHint("save the file as UTF-8; a binary file cannot be read here"));
    }
    return read(file, text, limits);
  }

  /** Reads a text. An empty one has a null value at its beginning. */
  public static Parsed<Document> read(String file, String text) {
    return read(file, text, Limits.DEFAULT);
  }

  /** Reads a text within limits. Never throws for what the text holds. */
  public static Parsed<Document> read(String file, String text, Limits limits) {
    if (text.length() > limits.characters()) {
      return Parsed.failed(
          Problem.error(
              Position.wholeFile(file),
              "file-size",
              "The maximum file size of " + limits.characters() + " characters has been exceeded"));
    }
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return TextCheck.problem(file, plain)
        .<Parsed<Document>>map(Parsed::failed)
        .orElseGet(
            () ->
                new TreeReader(file, plain, limits)
                    .read()
                    .map(root -> new Document(file, plain, root)));
  }
}
