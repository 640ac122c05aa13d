package dev.slipway.server.git;

import java.time.Duration;

/**
 * How much a push may bring.
 *
 * @param packBytes of the pack as it is sent
 * @param objectBytes of one object, inflated: objects other than whole files are held in memory
 * @param objects how many a pack may announce
 * @param concurrent how many pushes are received at the same time
 * @param patience how long a push waits for its turn
 */
public record ReceiveLimits(
    long packBytes, long objectBytes, long objects, int concurrent, Duration patience) {
  private static final long MEBI = 1024L * 1024;

  /** 4 GiB a push and, as on GitHub, 100 MiB an object. */
  public static final ReceiveLimits DEFAULT =
      new ReceiveLimits(4096 * MEBI, 100 * MEBI, 5_000_000, 4, Duration.ofMinutes(2));

  /** Refuses limits nothing fits into. */
  public ReceiveLimits {
    if (packBytes <= 0 || objectBytes <= 0 || objects <= 0 || concurrent <= 0) {
      throw new IllegalArgumentException("Limits of a push are positive");
    }
  }
}
