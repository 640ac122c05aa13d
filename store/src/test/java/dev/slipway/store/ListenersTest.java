package dev.slipway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.store.Journal.Subscription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ListenersTest {
  private final Listeners listeners = new Listeners();
  private final List<Long> seen = new ArrayList<>();

  @Test
  void tellsEveryListenerOfEachEntryInOrder() {
    List<Long> other = new ArrayList<>();
    listeners.add(entry -> seen.add(entry.seq()));
    listeners.add(entry -> other.add(entry.seq()));

    listeners.offer(entry(1));
    listeners.offer(entry(2));
    listeners.deliver();

    assertThat(seen).containsExactly(1L, 2L);
    assertThat(other).containsExactly(1L, 2L);
  }

  @Test
  void tellsNothingOfWhatWasBeforeTheSubscriptionNorAfterItsEnd() {
    listeners.offer(entry(1));
    listeners.deliver();
    Subscription subscription = listeners.add(entry -> seen.add(entry.seq()));
    listeners.offer(entry(2));
    listeners.deliver();
    subscription.close();
    listeners.offer(entry(3));
    listeners.deliver();

    assertThat(seen).containsExactly(2L);
    assertThat(subscription.failure()).isEmpty();
  }

  @Test
  void tellsTheOthersWhenOneThrows() {
    Subscription broken = listeners.add(entry -> seen.get(99));
    listeners.add(entry -> seen.add(entry.seq()));

    listeners.offer(entry(1));
    listeners.offer(entry(2));
    listeners.deliver();

    assertThat(seen).containsExactly(1L, 2L);
    assertThat(broken.failure()).containsInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void leavesDeliveryToWhoIsAtItAlready() throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    listeners.add(
        entry -> {
          inside.countDown();
          await(goOn);
          seen.add(entry.seq());
        });
    listeners.offer(entry(1));
    Thread slow = Thread.startVirtualThread(listeners::deliver);
    inside.await();

    listeners.offer(entry(2));
    listeners.deliver();
    assertThat(seen).isEmpty();
    goOn.countDown();
    listeners.drain();

    slow.join();
    assertThat(seen).containsExactly(1L, 2L);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Entry entry(long seq) {
    return new Entry(
        seq,
        Instant.EPOCH,
        "tester",
        OptionalLong.empty(),
        "run-1",
        "sample.finished",
        1,
        new SampleEvent.Finished(seq));
  }
}
