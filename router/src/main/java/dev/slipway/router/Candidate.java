package dev.slipway.router;

import java.util.Optional;

/**
 * A release beside the stable one, with a share of the traffic.
 *
 * @param slot the release and what answers for it
 * @param percent of visitors that get it, 0 to 100; the same visitor always gets the same slot
 * @param previewHost a host on which everybody gets it, whatever the percentage
 */
public record Candidate(Slot slot, int percent, Optional<String> previewHost) {
  public Candidate {
    check(percent, previewHost);
  }

  static void check(int percent, Optional<String> previewHost) {
    if (percent < 0 || percent > 100) {
      throw Labels.invalid("weight", Integer.toString(percent), "give a percentage from 0 to 100");
    }
    previewHost.ifPresent(
        host -> {
          if (!Labels.isHost(host) || host.startsWith("*")) {
            throw Labels.invalid("preview host", host, "give a lower-case host name");
          }
        });
  }

  /** The same candidate with another share. */
  public Candidate withPercent(int share) {
    return new Candidate(slot, share, previewHost);
  }

  /** The same share for another slot. */
  Candidate with(Slot other) {
    return new Candidate(other, percent, previewHost);
  }
}
