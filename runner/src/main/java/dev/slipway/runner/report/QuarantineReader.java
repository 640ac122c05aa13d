package dev.slipway.runner.report;

import dev.slipway.document.Node;
import dev.slipway.document.Parsed;
import dev.slipway.document.Problem;
import dev.slipway.document.Schema;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the {@code tests} section of slipway.yaml. */
public final class QuarantineReader {
  private static final Schema SCHEMA =
      Schema.nullable(
          Schema.keys(
              Schema.optional(
                  "quarantine",
                  Schema.nullable(
                      Schema.sequenceOf(
                          Schema.keys(
                              Schema.required("test", Schema.text()),
                              Schema.required("reason", Schema.text()),
                              Schema.required(
                                  "expires",
                                  Schema.text(
                                      "a date such as 2027-03-31",
                                      text -> date(text).isPresent()))))))));

  private QuarantineReader() {}

  /** Reads the value of {@code tests}; an entry that has expired is a warning. */
  public static Parsed<Quarantine> read(Node section, LocalDate today) {
    List<Problem> problems = SCHEMA.check(section);
    if (!problems.isEmpty()) {
      return Parsed.failed(problems);
    }
    var entries = new ArrayList<Quarantine.Entry>();
    var warnings = new ArrayList<Problem>();
    if (section instanceof Node.Mapping tests
        && tests.find("quarantine").orElse(section) instanceof Node.Sequence list) {
      for (Node item : list.items()) {
        Quarantine.Entry entry = entry((Node.Mapping) item);
        entries.add(entry);
        if (!entry.isActive(today)) {
          warnings.add(expired(item, entry));
        }
      }
    }
    return Parsed.of(new Quarantine(entries), warnings);
  }

  private static Quarantine.Entry entry(Node.Mapping item) {
    return new Quarantine.Entry(
        item.text("test").orElseThrow(),
        item.text("reason").orElseThrow().strip(),
        date(item.text("expires").orElseThrow()).orElseThrow());
  }

  private static Problem expired(Node item, Quarantine.Entry entry) {
    return Problem.warning(
            item.position(),
            "quarantine-expired",
            "The quarantine of '" + entry.test() + "' ended on " + entry.expires())
        .withHint("its failures count again: mend the test, or set a new date with its reason");
  }

  private static Optional<LocalDate> date(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
