package dev.slipway.deliver.migrate;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Whatever a migration holds: reading and judging it ends and does not throw. */
class SqlFuzzTest {
  @FuzzTest(maxDuration = "10m")
  void readsAnyBytes(byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    for (Dialect dialect : Dialect.values()) {
      FileName name = new FileName(new Version("1"), "fuzz", Optional.empty());
      MigrationFile file = MigrationFile.read(name, "001_fuzz.sql", text, dialect);
      file.problems();
      Locks.of(file.script());
      for (SqlStatement statement : file.script().statements()) {
        if (!text.contains(statement.sql())) {
          throw new AssertionError("a statement that is not in the text: " + statement.sql());
        }
      }
      Lint.of(List.of(file));
    }
  }
}
