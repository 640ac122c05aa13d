package dev.slipway.runner.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads line coverage in the tracefile form of lcov ({@code SF}, {@code DA}). */
final class Lcov {
  private Lcov() {}

  static List<Coverage.OfFile> read(BufferedReader reader) throws IOException {
    Map<String, Map<Integer, Boolean>> files = new LinkedHashMap<>();
    Map<Integer, Boolean> lines = new TreeMap<>();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.startsWith("SF:")) {
        lines = files.computeIfAbsent(line.substring(3).strip(), file -> new TreeMap<>());
      } else if (line.startsWith("DA:")) {
        addLine(line.substring(3), lines);
      }
    }
    return CoberturaXml.counted(files);
  }

  // number,hits[,checksum]
  private static void addLine(String text, Map<Integer, Boolean> lines) {
    String[] parts = text.split(",", 3);
    if (parts.length < 2) {
      return;
    }
    try {
      boolean hit = !parts[1].strip().equals("0") && !parts[1].startsWith("-");
      lines.merge(Integer.parseInt(parts[0].strip()), hit, Boolean::logicalOr);
    } catch (NumberFormatException e) {
      // A line without a number counts for nothing.
    }
  }
}
