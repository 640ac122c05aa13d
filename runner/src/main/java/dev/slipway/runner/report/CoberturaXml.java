package dev.slipway.runner.report;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads line coverage in Cobertura's form, as coverage.py and many others write it. */
final class CoberturaXml {
  private static final int MAX_LINES = 20_000_000;

  private CoberturaXml() {}

  /**
   * The coverage of each file; classes of the same file are one.
   *
   * @throws XMLStreamException when the text is no XML
   */
  static List<Coverage.OfFile> read(InputStream input) throws XMLStreamException {
    XMLStreamReader reader = XmlReports.open(input);
    Map<String, Map<Integer, Boolean>> files = new LinkedHashMap<>();
    Map<Integer, Boolean> lines = new TreeMap<>();
    int inMethods = 0;
    int count = 0;
    while (reader.hasNext() && count < MAX_LINES) {
      int event = reader.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        switch (reader.getLocalName()) {
          case "class" ->
              lines =
                  files.computeIfAbsent(
                      XmlReports.attribute(reader, "filename"), file -> new TreeMap<>());
          // Their lines stand below the class once more.
          case "methods" -> inMethods++;
          case "line" -> {
            count++;
            if (inMethods == 0) {
              addLine(reader, lines);
            }
          }
          default -> {}
        }
      } else if (event == XMLStreamConstants.END_ELEMENT
          && reader.getLocalName().equals("methods")) {
        inMethods--;
      }
    }
    return counted(files);
  }

  private static void addLine(XMLStreamReader reader, Map<Integer, Boolean> lines) {
    try {
      int number = Integer.parseInt(XmlReports.attribute(reader, "number"));
      String hits = XmlReports.attribute(reader, "hits");
      lines.merge(number, !hits.isEmpty() && !hits.equals("0"), Boolean::logicalOr);
    } catch (NumberFormatException e) {
      // A line without a number counts for nothing.
    }
  }

  static List<Coverage.OfFile> counted(Map<String, Map<Integer, Boolean>> files) {
    var counted = new ArrayList<Coverage.OfFile>();
    files.forEach(
        (file, lines) -> {
          long covered = lines.values().stream().filter(hit -> hit).count();
          counted.add(new Coverage.OfFile(file, covered, lines.size()));
        });
    return counted;
  }
}
