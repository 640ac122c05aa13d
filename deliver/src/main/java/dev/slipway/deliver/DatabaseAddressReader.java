package dev.slipway.deliver;

import dev.slipway.document.Node;
import dev.slipway.document.Problem;
import java.nio.file.Path;
import java.util.List;

/** Reads where a database is: {@code embedded}, {@code sqlite:FILE} or a PostgreSQL URL. */
final class DatabaseAddressReader {
  private static final String SQLITE = "sqlite:";

  private final List<Problem> problems;
  private final SettingTextReader texts;

  DatabaseAddressReader(List<Problem> problems) {
    this.problems = problems;
    this.texts = new SettingTextReader(problems);
  }

  DatabaseAddress read(Node node) {
    String text = "";
    if (node instanceof Node.Scalar scalar) {
      text = scalar.text();
    }
    if (text.equals("embedded")) {
      return new DatabaseAddress.Embedded("");
    }
    if (text.startsWith(SQLITE) && text.length() > SQLITE.length() && text.indexOf('\0') < 0) {
      return new DatabaseAddress.Sqlite(sqliteFile(text.substring(SQLITE.length())));
    }
    SettingText url = texts.read(text, node.position());
    boolean server = text.startsWith("postgresql://") || text.startsWith("postgres://");
    boolean secret = url.parts().size() == 1 && !url.secrets().isEmpty();
    if (!server && !secret) {
      problems.add(
          Problem.error(
                  node.position(),
                  "wrong-value",
                  "The address of a database is 'embedded', 'sqlite:FILE' or 'postgresql://...'")
              .withHint("a whole URL can be a secret: ${secrets.DATABASE_URL}"));
    } else if (hasPassword(text)) {
      problems.add(
          Problem.error(
                  node.position(), "secret-in-file", "The password stands in slipway.yaml for all")
              .withHint(
                  "run 'slipway secret set DB_PASSWORD' and write"
                      + " postgresql://user:${secrets.DB_PASSWORD}@host/name"));
    }
    return new DatabaseAddress.Server(url);
  }

  /** {@code sqlite:///x} is relative and {@code sqlite:////x} absolute, as SQLAlchemy has it. */
  private static Path sqliteFile(String text) {
    if (text.startsWith("///")) {
      return Path.of(text.substring(3)).normalize();
    }
    return Path.of(text).normalize();
  }

  private static boolean hasPassword(String url) {
    int begin = url.indexOf("://") + 3;
    int end = url.indexOf('@', begin);
    if (end < 0) {
      return false;
    }
    int colon = url.substring(begin, end).indexOf(':');
    return colon >= 0 && !url.substring(begin + colon + 1, end).startsWith("${");
  }
}
