package dev.slipway.deliver.migrate;

import dev.slipway.document.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A migration with its statements and what its author asks for.
 *
 * @param phaseDeclared whether the author has said its phase, so that what breaks is meant to
 * @param historyChecksum the checksum that Flyway's history holds
 */
record MigrationFile(
    Migration migration,
    SqlScript script,
    Directives directives,
    boolean phaseDeclared,
    int historyChecksum) {

  /** Reads the text of a file. */
  static MigrationFile read(FileName name, String file, String text, Dialect dialect) {
    String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
    SqlScript script = SqlScript.read(file, unmarked, dialect);
    Directives directives = Directives.of(script);
    boolean alone =
        directives.noTransaction()
            || (dialect == Dialect.POSTGRESQL
                && script.statements().stream().anyMatch(Transactions::refuses));
    Optional<Phase> declared = directives.phase().or(name::phase);
    Phase phase = declared.orElseGet(() -> Compatibility.phaseOf(script));
    Migration migration =
        new Migration(name.version(), name.name(), file, sha256(unmarked), phase, !alone);
    return new MigrationFile(migration, script, directives, declared.isPresent(), crc32(unmarked));
  }

  /** What keeps the file from being run, and what is wrong with its directives. */
  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>(script.problems());
    problems.addAll(directives.problems());
    for (SqlStatement statement : script.statements()) {
      if (!directives.noTransaction() && Transactions.controls(statement)) {
        problems.add(
            Problem.error(
                    script.position(statement.start()),
                    "transaction-control",
                    "A migration neither begins nor ends a transaction: each file is one already")
                .withHint(
                    "remove the statement, or write '-- slipway:no-transaction' to run the"
                        + " statements of the file one by one"));
      }
    }
    return problems;
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  /** As Flyway does: the lines without their ends, so that a file may change those. */
  private static int crc32(String text) {
    CRC32 sum = new CRC32();
    text.lines().forEach(line -> sum.update(line.getBytes(StandardCharsets.UTF_8)));
    return (int) sum.getValue();
  }
}
