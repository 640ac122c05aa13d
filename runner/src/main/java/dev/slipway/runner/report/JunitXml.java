package dev.slipway.runner.report;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads test results in the form JUnit's Ant task began and everybody writes: {@code testsuite},
 * {@code testcase}, and in it {@code failure}, {@code error} or {@code skipped}.
 */
final class JunitXml {
  private static final int MAX_CASES = 200_000;
  private static final int MAX_TEXT = 64 * 1024;
  private static final BigDecimal LONGEST = BigDecimal.valueOf(10_000_000);

  private final XMLStreamReader reader;
  private final List<TestCase> cases = new ArrayList<>();

  private JunitXml(XMLStreamReader reader) {
    this.reader = reader;
  }

  /**
   * The tests of a report.
   *
   * @throws XMLStreamException when the text is no XML
   */
  static List<TestCase> read(InputStream input) throws XMLStreamException, IOException {
    var report = new JunitXml(XmlReports.open(input));
    report.readAll();
    return report.cases;
  }

  private void readAll() throws XMLStreamException {
    while (reader.hasNext() && cases.size() < MAX_CASES) {
      if (reader.next() == XMLStreamConstants.START_ELEMENT
          && reader.getLocalName().equals("testcase")) {
        readCase();
      }
    }
  }

  private void readCase() throws XMLStreamException {
    String suite = XmlReports.attribute(reader, "classname");
    String name = XmlReports.attribute(reader, "name");
    String file = XmlReports.attribute(reader, "file");
    OptionalInt line = number(XmlReports.attribute(reader, "line"));
    Duration took = duration(XmlReports.attribute(reader, "time"));
    TestCase.Outcome outcome = TestCase.Outcome.PASSED;
    String message = "";
    String details = "";
    int depth = 1;
    while (depth > 0 && reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        String element = reader.getLocalName();
        boolean failure = element.equals("failure") || element.equals("error");
        if (failure) {
          outcome = TestCase.Outcome.FAILED;
          message = message.isEmpty() ? XmlReports.attribute(reader, "message") : message;
          details = details.isEmpty() ? text() : details + "\n" + text();
        } else if (element.equals("skipped")) {
          outcome = outcome == TestCase.Outcome.FAILED ? outcome : TestCase.Outcome.SKIPPED;
          skip();
        } else {
          skip();
        }
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
    }
    cases.add(
        new TestCase(
            suite,
            name,
            Optional.of(file).filter(text -> !text.isEmpty()),
            line,
            took,
            outcome,
            message,
            details));
  }

  /** The text of the element the reader stands at, cut; leaves the reader at its end. */
  private String text() throws XMLStreamException {
    var text = new StringBuilder();
    int depth = 1;
    while (depth > 0 && reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> depth++;
        case XMLStreamConstants.END_ELEMENT -> depth--;
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          String part = reader.getText();
          text.append(part, 0, Math.min(part.length(), MAX_TEXT - text.length()));
        }
        default -> {}
      }
    }
    return text.toString();
  }

  private void skip() throws XMLStreamException {
    int depth = 1;
    while (depth > 0 && reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
    }
  }

  private static OptionalInt number(String text) {
    try {
      int number = Integer.parseInt(text.strip());
      return number > 0 ? OptionalInt.of(number) : OptionalInt.empty();
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  // Seconds; some writers group thousands with commas.
  private static Duration duration(String text) {
    String plain = text.strip().replace(",", "");
    if (plain.isEmpty() || plain.length() > 40) {
      return Duration.ZERO;
    }
    try {
      BigDecimal seconds = new BigDecimal(plain).max(BigDecimal.ZERO).min(LONGEST);
      return Duration.ofNanos(seconds.movePointRight(9).longValue());
    } catch (NumberFormatException e) {
      return Duration.ZERO;
    }
  }
}
