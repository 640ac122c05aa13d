package dev.slipway.deliver.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.document.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules, each with a fixture of statements it warns about and of some it must not. */
class LintTest {
  private static final String SEPARATOR = "-- file: ";

  @TempDir Path temporary;

  @ParameterizedTest
  @EnumSource
  void findsWhatItsFixtureExpects(Rule rule) throws IOException {
    Path fixture = fixture(rule);
    Folder folder = split(Files.readString(fixture), new Folder(temporary.resolve("m")));

    StringBuilder found = new StringBuilder();
    for (Problem problem : folder.read().problems()) {
      found.append(problem.headline()).append('\n');
    }

    assertThat(found.toString()).contains("[" + rule.code() + "]");
    String name = fixture.getFileName().toString().replace(".sql", ".expected.txt");
    Golden.check(fixture.resolveSibling(name), found.toString());
  }

  private static Path fixture(Rule rule) throws IOException {
    try (Stream<Path> files = Files.list(Golden.FIXTURES.resolve("lint"))) {
      return files
          .filter(file -> file.toString().endsWith("_" + rule.code() + ".sql"))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no fixture for " + rule.code()));
    }
  }

  /** A fixture may hold several files; the first one has no name of its own. */
  private static Folder split(String text, Folder folder) {
    String name = "001_first.sql";
    StringBuilder body = new StringBuilder();
    for (String line : text.lines().toList()) {
      if (line.startsWith(SEPARATOR)) {
        folder = folder.with(name, body.toString());
        body.setLength(0);
        name = line.substring(SEPARATOR.length()).strip();
      } else {
        body.append(line).append('\n');
      }
    }
    return folder.with(name, body.toString());
  }

  @Test
  void acceptsAFindingOnlyWithAReasonAndOnlyWhereItIsMeant() {
    Folder folder =
        new Folder(temporary.resolve("m"))
            .with(
                "001_a.sql",
                """
                -- slipway:allow drop-table nothing has used it since March
                drop table a;
                drop table b; -- slipway:allow drop-table nor this
                -- slipway:allow drop-table
                drop table c;
                -- slipway:allow drop-tabel because
                drop table d;
                -- slipway:allow cascade because
                drop table e;
                """)
            .with(
                "002_b.sql",
                """
                /* slipway:allow-file drop-table the whole feature was removed */
                drop table f;
                drop table g;
                """);

    List<String> codes =
        folder.read().problems().stream()
            .map(problem -> problem.position() + " " + problem.code())
            .toList();

    assertThat(codes)
        .containsExactly(
            "migrations/001_a.sql:4:1 bad-directive",
            "migrations/001_a.sql:5:1 drop-table",
            "migrations/001_a.sql:5:1 several-tables-locked",
            "migrations/001_a.sql:6:1 unknown-rule",
            "migrations/001_a.sql:7:1 drop-table",
            "migrations/001_a.sql:8:1 unused-waiver",
            "migrations/001_a.sql:9:1 drop-table");
  }

  @Test
  void saysWhatToWriteInstead() {
    Folder folder = new Folder(temporary.resolve("m")).with("001_a.sql", "create index on t (a);");

    assertThat(folder.read().problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.hint())
                  .hasValueSatisfying(hint -> assertThat(hint).contains("CONCURRENTLY"));
              assertThat(problem.message())
                  .contains("SHARE lock, blocks writes")
                  .startsWith("the index on t");
            });
  }

  @Test
  void findsNothingInTheSampleApplication() {
    Path harbor = Golden.root().resolve("examples/harbor/backend/migrations");

    List<Problem> problems = Migrations.of(harbor).problems();

    assertThat(problems).isEmpty();
    assertThat(Migrations.of(harbor).all()).extracting(Migration::phase).containsOnly(Phase.EXPAND);
  }

  @Test
  void readsFilesThatMakeNoSenseWithoutFailing() {
    List<String> texts =
        List.of(
            "alter table",
            "create table (",
            "create table t (,,a int,)",
            "alter table t add",
            "drop",
            "create index on",
            "alter type",
            "lock",
            "copy",
            "refresh",
            ";;;",
            ")",
            "create policy",
            "alter table t alter");
    for (String text : texts) {
      Folder folder = new Folder(temporary.resolve("m")).with("001_a.sql", text);
      assertThat(folder.read().problems()).as(text).isNotNull();
    }
  }

  @Test
  void theTableOfTheDocumentationIsTheRules() throws IOException {
    Path page = Golden.root().resolve("docs/migrations.md");
    String text = Files.readString(page);
    String begin = "<!-- generated from the rules: begin -->\n";
    int from = text.indexOf(begin) + begin.length();
    StringBuilder table = new StringBuilder("| rule | why | instead |\n|---|---|---|\n");
    for (Rule rule : Rule.values()) {
      String mark = rule.severity() == Problem.Severity.ERROR ? " (error)" : "";
      table.append("| `").append(rule.code()).append('`').append(mark);
      table.append(" | ").append(rule.why()).append(" | ").append(rule.instead()).append(" |\n");
    }
    int to = text.indexOf("<!-- generated from the rules: end -->");

    Golden.check(page, text.substring(0, from) + table + text.substring(to));
  }
}
