package dev.slipway.deliver.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.document.Problem;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Cutting SQL into statements. */
class SqlScriptTest {
  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of("plain", "select 1; select 2", List.of("select 1", "select 2")),
        Arguments.of("empty statements", ";; select 1;;", List.of("select 1")),
        Arguments.of("a string", "select 'a;''b;'; x", List.of("select 'a;''b;'", "x")),
        Arguments.of(
            "a backslash is plain in a plain string",
            "select '\\'; select 2",
            List.of("select '\\'", "select 2")),
        Arguments.of(
            "a backslash escapes in an E string",
            "select E'\\';'; select e'\\\\'; x",
            List.of("select E'\\';'", "select e'\\\\'", "x")),
        Arguments.of(
            "prefixed strings",
            "select B'1;', x'f;', N'a;', U&'d\\0061;'; y",
            List.of("select B'1;', x'f;', N'a;', U&'d\\0061;'", "y")),
        Arguments.of(
            "a quoted name", "select 1 as \"a;\"\"b\"; x", List.of("select 1 as \"a;\"\"b\"", "x")),
        Arguments.of(
            "dollar quotes",
            "do $$ begin; end $$; do $a$ $b$ ; $$ ; $b$ $a$; x",
            List.of("do $$ begin; end $$", "do $a$ $b$ ; $$ ; $b$ $a$", "x")),
        Arguments.of(
            "a dollar within a name opens nothing",
            "select a$1, b$c$ from t; select $1; x",
            List.of("select a$1, b$c$ from t", "select $1", "x")),
        Arguments.of("a line comment", "select 1 -- ; '\n; x", List.of("select 1", "x")),
        Arguments.of(
            "nested comments",
            "select /* ; /* ; */ ' */ 1; x",
            List.of("select /* ; /* ; */ ' */ 1", "x")),
        Arguments.of(
            "an operator ends at a comment",
            "select 1 +-- ;\n 2; select 1 */* ; */ 2",
            List.of("select 1 +-- ;\n 2", "select 1 */* ; */ 2")),
        Arguments.of(
            "parentheses",
            "create rule r as on insert to t do (select 1; select 2); x",
            List.of("create rule r as on insert to t do (select 1; select 2)", "x")),
        Arguments.of(
            "begin atomic",
            "create or replace function f() returns int begin atomic; select case when true then 1"
                + " end; end; x",
            List.of(
                "create or replace function f() returns int begin atomic; select case when true"
                    + " then 1 end; end",
                "x")),
        Arguments.of(
            "a column named end",
            "create procedure p() begin atomic select t.end from t; end; x",
            List.of("create procedure p() begin atomic select t.end from t; end", "x")),
        Arguments.of("begin alone is a statement", "begin; x; end", List.of("begin", "x", "end")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("texts")
  void endsStatementsWhereTheServerDoes(String name, String text, List<String> expected) {
    SqlScript script = SqlScript.read("a.sql", text, Dialect.POSTGRESQL);

    assertThat(script.statements()).extracting(SqlStatement::sql).isEqualTo(expected);
    assertThat(script.problems()).isEmpty();
  }

  @Test
  void keepsTheLinesBehindACopy() {
    SqlScript script =
        SqlScript.read(
            "a.sql",
            "copy t (a) from stdin with (format csv);\r\n1;'\r\n$$\r\n\\.\r\nselect 1;"
                + " copy u from '/tmp/x'; copy v to stdout; x",
            Dialect.POSTGRESQL);

    assertThat(script.statements().getFirst().copyData()).hasValue("1;'\r\n$$\r\n");
    assertThat(script.statements())
        .extracting(SqlStatement::sql)
        .containsExactly(
            "copy t (a) from stdin with (format csv)",
            "select 1",
            "copy u from '/tmp/x'",
            "copy v to stdout",
            "x");
  }

  @Test
  void readsTheTriggersOfSqlite() {
    SqlScript script =
        SqlScript.read(
            "a.sql",
            "create trigger t after insert on a begin update b set c = 'x'; select `d;`; end; x",
            Dialect.SQLITE);

    assertThat(script.statements()).hasSize(2);
  }

  @Test
  void givesCommentsToTheStatementTheyStandBy() {
    SqlScript script =
        SqlScript.read(
            "a.sql",
            "-- one\nselect 1; -- also one\n-- two\nselect 2;\n-- none",
            Dialect.POSTGRESQL);

    assertThat(script.statements().get(0).comments())
        .extracting(Token::text)
        .containsExactly("-- one", "-- also one");
    assertThat(script.statements().get(1).comments())
        .extracting(Token::text)
        .containsExactly("-- two");
    assertThat(script.comments()).extracting(Token::text).containsExactly("-- none");
  }

  @Test
  void saysWhatIsNotClosedAndWhatOnlyPsqlKnows() {
    assertThat(headlines("select\n 'abc"))
        .containsExactly(
            "a.sql:2:2: error: This string is not closed before the file ends [unfinished]");
    assertThat(headlines("do $x$ a"))
        .singleElement()
        .asString()
        .contains("dollar-quoted string $x$");
    assertThat(headlines("/* a /* b */")).singleElement().asString().contains("comment");
    assertThat(headlines("copy t from stdin;\n1\n")).singleElement().asString().contains("COPY");
    assertThat(headlines("\\connect x\nselect 1;"))
        .singleElement()
        .asString()
        .startsWith("a.sql:1:1: error: '\\connect x' is a command of psql");
  }

  private static List<String> headlines(String text) {
    return SqlScript.read("a.sql", text, Dialect.POSTGRESQL).problems().stream()
        .map(Problem::headline)
        .toList();
  }
}
