import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the visitors saw; safe to share between threads. */
final class Tally {
  private static final int MOST_MICROS = 4_000_000;

  private final LongAdder requests = new LongAdder();
  private final LongAdder stale = new LongAdder();
  private final LongAdder dismissed = new LongAdder();
  private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> ends = new ConcurrentHashMap<>();
  private final long[] micros = new long[MOST_MICROS];
  private int measured;

  void answered() {
    requests.increment();
  }

  /** A request on a connection that the proxy had closed meanwhile; a browser would send it again. */
  void stale() {
    stale.increment();
  }

  /** An answer that asked the visitor to connect anew. */
  void dismissed() {
    dismissed.increment();
  }

  void failed(String what) {
    failures.computeIfAbsent(what, each -> new LongAdder()).increment();
  }

  /** How a stream ended. */
  void ended(String how) {
    ends.computeIfAbsent(how, each -> new LongAdder()).increment();
  }

  synchronized void took(long nanos) {
    if (measured < MOST_MICROS) {
      micros[measured++] = nanos / 1000;
    }
  }

  String json() {
    long failed = failures.values().stream().mapToLong(LongAdder::sum).sum();
    return "\"requests\": " + (requests.sum() + failed)
        + ", \"failed\": " + failed
        + ", \"failures\": " + map(failures)
        + ", \"stale\": " + stale.sum()
        + ", \"dismissed\": " + dismissed.sum()
        + ", \"ends\": " + map(ends)
        + ", " + latencies();
  }

  private synchronized String latencies() {
    long[] sorted = Arrays.copyOf(micros, measured);
    Arrays.sort(sorted);
    StringBuilder text = new StringBuilder("\"small_ms\": [");
    for (double share : new double[] {0.5, 0.99, 0.999, 1}) {
      int at = Math.max(0, (int) Math.ceil(share * measured) - 1);
      text.append(text.charAt(text.length() - 1) == '[' ? "" : ", ");
      text.append(measured == 0 ? 0 : sorted[at] / 1000.0);
    }
    return text.append(']').toString();
  }

  private static String map(Map<String, LongAdder> counts) {
    StringBuilder text = new StringBuilder("{");
    new TreeMap<>(counts)
        .forEach(
            (what, count) -> {
              text.append(text.length() == 1 ? "" : ", ");
              text.append('"').append(what.replace("\\", "").replace("\"", "'")).append("\": ").append(count.sum());
            });
    return text.append('}').toString();
  }
}
