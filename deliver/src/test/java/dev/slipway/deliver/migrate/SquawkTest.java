package dev.slipway.deliver.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What squawk, another linter, warns of in our fixtures, we warn of as well; where it is there. */
class SquawkTest {
  /** Its rules, and which of ours say the same. */
  private static final Map<String, Set<Rule>> SAME =
      Map.ofEntries(
          Map.entry("require-concurrent-index-creation", Set.of(Rule.INDEX_NOT_CONCURRENT)),
          Map.entry("require-concurrent-index-deletion", Set.of(Rule.DROP_INDEX_NOT_CONCURRENT)),
          Map.entry("require-concurrent-reindex", Set.of(Rule.REINDEX_NOT_CONCURRENT)),
          Map.entry("require-concurrent-partition-detach", Set.of(Rule.DETACH_NOT_CONCURRENT)),
          Map.entry(
              "constraint-missing-not-valid",
              Set.of(
                  Rule.CHECK_SCANS,
                  Rule.FOREIGN_KEY_SCANS,
                  Rule.UNIQUE_BUILDS_INDEX,
                  Rule.PRIMARY_KEY_BUILDS_INDEX,
                  Rule.EXCLUSION_BUILDS_INDEX)),
          Map.entry("adding-foreign-key-constraint", Set.of(Rule.FOREIGN_KEY_SCANS)),
          Map.entry("disallowed-unique-constraint", Set.of(Rule.UNIQUE_BUILDS_INDEX)),
          Map.entry("adding-not-nullable-field", Set.of(Rule.SET_NOT_NULL_SCANS)),
          Map.entry(
              "adding-field-with-default",
              Set.of(Rule.COLUMN_VOLATILE_DEFAULT, Rule.COLUMN_STORED, Rule.COLUMN_NUMBERED)),
          Map.entry("adding-required-field", Set.of(Rule.COLUMN_REQUIRED)),
          Map.entry("changing-column-type", Set.of(Rule.TYPE_CHANGE)),
          Map.entry("ban-drop-column", Set.of(Rule.DROP_COLUMN)),
          Map.entry("ban-drop-table", Set.of(Rule.DROP_TABLE)),
          Map.entry("ban-drop-database", Set.of(Rule.DROP_DATABASE)),
          Map.entry("ban-drop-not-null", Set.of(Rule.DROP_NOT_NULL)),
          Map.entry("ban-truncate-cascade", Set.of(Rule.CASCADE)),
          Map.entry("renaming-column", Set.of(Rule.RENAME_COLUMN)),
          Map.entry("renaming-table", Set.of(Rule.RENAME_TABLE)),
          Map.entry("ban-char-field", Set.of(Rule.CHAR_TYPE)),
          Map.entry("identifier-too-long", Set.of(Rule.NAME_TOO_LONG)),
          Map.entry("ban-create-domain-with-constraint", Set.of(Rule.DOMAIN_CONSTRAINT)));

  @TempDir Path temporary;

  @Test
  void warnsOfAllThatItWarnsOf() throws IOException, InterruptedException {
    Optional<Path> squawk = squawk();
    if (squawk.isEmpty()) {
      System.out.println("skipped: squawk is not installed (npm install squawk-cli)");
    }
    assumeTrue(squawk.isPresent());
    List<String> missed = new ArrayList<>();
    int compared = 0;
    try (Stream<Path> files = Files.list(Golden.FIXTURES.resolve("lint"))) {
      for (Path fixture :
          files.filter(file -> file.toString().endsWith(".sql")).sorted().toList()) {
        String text = Files.readString(fixture);
        FileName name = new FileName(new Version("1"), "fixture", Optional.empty());
        MigrationFile file = MigrationFile.read(name, "x.sql", text, Dialect.POSTGRESQL);
        List<Finding> ours =
            Lint.of(List.of(file))
                .getOrDefault(file.migration().version(), Lint.Result.NONE)
                .findings();
        for (JsonNode theirs : run(squawk.get(), fixture)) {
          Set<Rule> same = SAME.get(theirs.get("rule_name").asString());
          if (same == null) {
            continue;
          }
          compared++;
          int statement = statement(file.script(), theirs.get("line").asInt() + 1);
          boolean found =
              ours.stream()
                  .anyMatch(
                      finding ->
                          same.contains(finding.rule())
                              && finding.statement().equals(Optional.of(statement)));
          if (!found && !isKnownBetter(file, statement)) {
            missed.add(fixture.getFileName() + ":" + theirs);
          }
        }
      }
    }
    System.out.println("compared with squawk: " + compared + " findings");
    assertThat(missed).isEmpty();
    assertThat(compared).isGreaterThan(30);
  }

  /** It does not see that a table is new, a column virtual, or a finding accepted in our words. */
  private static boolean isKnownBetter(MigrationFile file, int index) {
    SqlStatement statement = file.script().statements().get(index);
    boolean waived =
        file.directives().waivers().stream()
            .anyMatch(waiver -> waiver.statement().equals(Optional.of(index)));
    boolean onNewTable =
        file.script().statements().stream()
            .map(ChangeReader::read)
            .filter(Change.CreateTable.class::isInstance)
            .map(change -> ((Change.CreateTable) change).table())
            .anyMatch(table -> statement.tokens().stream().anyMatch(token -> token.is(table)));
    return waived || onNewTable || Cursor.contains(statement.tokens(), "virtual");
  }

  private static int statement(SqlScript script, int line) {
    int found = 0;
    for (int index = 0; index < script.statements().size(); index++) {
      if (script.position(script.statements().get(index).start()).line() <= line) {
        found = index;
      }
    }
    return found;
  }

  private JsonNode run(Path squawk, Path fixture) throws IOException, InterruptedException {
    Path output = temporary.resolve("squawk.json");
    Process process =
        new ProcessBuilder(squawk.toString(), "--reporter", "json", fixture.toString())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.waitFor();
    return JsonMapper.shared().readTree(Files.readString(output, StandardCharsets.UTF_8));
  }

  private static Optional<Path> squawk() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "squawk"))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
