package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ConcurrencyGroupsTest {
  private final ConcurrencyGroups groups = new ConcurrencyGroups();

  @Test
  void letsTheFirstInAtOnce() {
    try (ConcurrencyGroups.Place place = groups.enter("deploy", false, false, new Cancellation())) {
      assertThat(place.isHeld()).isTrue();
    }
  }

  @Test
  void keepsDifferentGroupsApart() {
    try (ConcurrencyGroups.Place one = groups.enter("a", false, false, new Cancellation());
        ConcurrencyGroups.Place other = groups.enter("b", false, false, new Cancellation())) {
      assertThat(one.isHeld()).isTrue();
      assertThat(other.isHeld()).isTrue();
    }
  }

  @Test
  void letsTheNextInWhenTheHolderLeaves() throws Exception {
    ConcurrencyGroups.Place holder = groups.enter("deploy", false, false, new Cancellation());
    Newcomer next = arrive("DEPLOY", false, false);

    holder.close();

    assertThat(next.held()).isTrue();
  }

  @Test
  void cancelsTheOneThatWaitsWhenANewerOneComes() throws Exception {
    ConcurrencyGroups.Place holder = groups.enter("deploy", false, false, new Cancellation());
    Newcomer older = arrive("deploy", false, false);
    Newcomer newer = arrive("deploy", false, false);

    assertThat(older.held()).isFalse();
    assertThat(older.cancellation.reason().orElseThrow()).contains("newer one");
    holder.close();
    assertThat(newer.held()).isTrue();
  }

  @Test
  void asksTheHolderToStopWithCancelInProgress() throws Exception {
    Cancellation holding = new Cancellation();
    ConcurrencyGroups.Place holder = groups.enter("deploy", false, false, holding);
    Newcomer next = arrive("deploy", true, false);

    assertThat(holding.isRequested()).isTrue();
    holder.close();
    assertThat(next.held()).isTrue();
  }

  @Test
  void letsAllWaitInOrderWithQueueMax() throws Exception {
    ConcurrencyGroups.Place holder = groups.enter("deploy", false, false, new Cancellation());
    List<Newcomer> waiting = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      waiting.add(arrive("deploy", false, true));
    }

    holder.close();

    for (Newcomer each : waiting) {
      assertThat(each.held()).isTrue();
      each.place.get(10, TimeUnit.SECONDS).close();
    }
  }

  @Test
  void stopsWaitingWhenCancelled() throws Exception {
    ConcurrencyGroups.Place holder = groups.enter("deploy", false, false, new Cancellation());
    Newcomer next = arrive("deploy", false, false);

    next.cancellation.request("enough");

    assertThat(next.held()).isFalse();
    holder.close();
  }

  private Newcomer arrive(String group, boolean cancelInProgress, boolean queueAll)
      throws InterruptedException {
    Cancellation cancellation = new Cancellation();
    CompletableFuture<ConcurrencyGroups.Place> place = new CompletableFuture<>();
    Thread thread =
        Thread.ofVirtual()
            .start(
                () ->
                    place.complete(groups.enter(group, cancelInProgress, queueAll, cancellation)));
    while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
      Thread.sleep(1);
    }
    return new Newcomer(cancellation, place);
  }

  private record Newcomer(
      Cancellation cancellation, CompletableFuture<ConcurrencyGroups.Place> place) {
    boolean held() throws Exception {
      return place.get(10, TimeUnit.SECONDS).isHeld();
    }
  }
}
