package dev.slipway.observe;

import java.util.List;

/**
 * The figures a verdict rests on.
 *
 * @param looks how often was looked, this look included
 * @param stable what the old release answered meanwhile; nothing when a release is judged alone
 * @param candidate what the new release answered meanwhile
 * @param measures what was looked at, in the order a person asks
 */
public record Evidence(
    int looks, ArmCounters stable, ArmCounters candidate, List<Measure> measures) {
  /** Copies the list. */
  public Evidence {
    measures = List.copyOf(measures);
  }

  /** The evidence as sentences, one a line. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Measure measure : measures) {
      if (!text.isEmpty()) {
        text.append('\n');
      }
      text.append(measure.text());
    }
    return text.toString();
  }
}
