package dev.slipway.deliver.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Properties of cutting SQL, over statements put together from parts that hide semicolons. */
class SqlScriptProperties {
  @Property(tries = 500)
  void joiningAndCuttingGivesTheSameStatements(
      @ForAll("statements") List<String> statements, @ForAll("gaps") String gap) {
    String text = String.join(";" + gap, statements);

    SqlScript script = SqlScript.read("a.sql", text, Dialect.POSTGRESQL);

    assertThat(script.statements()).extracting(SqlStatement::sql).isEqualTo(statements);
  }

  @Property(tries = 500)
  void everyCharacterIsInATokenOrIsSpace(@ForAll("texts") String text) {
    for (Dialect dialect : Dialect.values()) {
      int end = 0;
      for (Token token : new Lexer(text, dialect).tokens()) {
        assertThat(token.start()).isGreaterThanOrEqualTo(end);
        assertThat(text.substring(token.start(), token.end())).isEqualTo(token.text());
        if (token.kind() != Token.Kind.COPY_DATA) {
          assertThat(text.substring(end, token.start())).matches("[\\s\\\\.]*");
        }
        end = token.end();
      }
    }
  }

  @Provide
  Arbitrary<List<String>> statements() {
    Arbitrary<String> part =
        Arbitraries.of(
            "select",
            "'a;b'",
            "''';'",
            "E'\\';'",
            "\"n;\"\"\"",
            "$$;'$$",
            "$t$;$$;$t$",
            "/* ; /* ' */ ; */",
            "(a; b)",
            "x.end",
            "case",
            "end",
            "begin",
            "1.5e-3",
            "a$b",
            "-> ->> @>",
            "::text[]",
            ", ");
    return part.list()
        .ofMinSize(1)
        .ofMaxSize(8)
        .map(parts -> "select " + String.join(" ", parts) + " 1")
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  @Provide
  Arbitrary<String> gaps() {
    return Arbitraries.of("", " ", "\n", "\n-- a;'\n", " /* ; */ ", "\r\n\t", ";;");
  }

  @Provide
  Arbitrary<String> texts() {
    List<String> parts =
        new ArrayList<>(
            List.of("'", "\"", "$", "$$", "$a$", "--", "/*", "*/", "\n", ";", "\\", "E'", "U&'"));
    parts.addAll(
        List.of("(", ")", "copy", "from stdin", "\\.", "create", "function", "begin atomic"));
    parts.addAll(List.of("end", "1", "1..2", "e", "🚢", "\u00a0", "\r", "é", "`", "[", " "));
    return Arbitraries.of(parts).list().ofMaxSize(40).map(list -> String.join("", list));
  }
}
