package dev.slipway.router;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;

/** Adds up what the event loops counted; each loop hands over its own numbers. */
final class CounterReading {
  private static final long DEADLINE_SECONDS = 5;

  private record Key(ServiceName service, ReleaseLabel release) {}

  /** The sum of one release. */
  private static final class Sum {
    private final Histogram latency = Counters.emptyHistogram();
    private ReleaseCounters.Responses responses = ReleaseCounters.Responses.none();
    private int inFlight;

    void add(Lane lane) {
      responses = responses.plus(lane.counters().responses());
      lane.counters().addTo(latency);
      inFlight += lane.claims().count();
    }
  }

  private CounterReading() {}

  static List<ReleaseCounters> of(List<LiveSlot> slots, List<Worker> workers) {
    Map<Key, Sum> sums = new LinkedHashMap<>();
    for (LiveSlot slot : slots) {
      sums.putIfAbsent(new Key(slot.service(), slot.release()), new Sum());
    }
    // One loop after the other, so that no two of them write to a sum at once.
    for (Worker worker : workers) {
      await(
          worker
              .loop()
              .submit(
                  () -> {
                    for (LiveSlot slot : slots) {
                      Sum sum = sums.get(new Key(slot.service(), slot.release()));
                      if (sum != null) {
                        sum.add(slot.lane(worker));
                      }
                    }
                  }));
    }
    List<ReleaseCounters> counters = new ArrayList<>();
    sums.forEach(
        (key, sum) ->
            counters.add(
                new ReleaseCounters(
                    key.service(),
                    key.release(),
                    sum.responses,
                    Counters.latency(sum.latency),
                    sum.inFlight)));
    return List.copyOf(counters);
  }

  private static void await(Future<?> done) {
    try {
      done.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new SlipwayException(ErrorCode.TIMED_OUT, "reading the counters was interrupted");
    } catch (ExecutionException | TimeoutException failed) {
      throw new SlipwayException(
          ErrorCode.TIMED_OUT, "an event loop did not hand over its counters", failed);
    }
  }
}
