package dev.slipway.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LaunchPoolTest {

  @Test
  void letsIdleLaunchersGoWhenTheProgramIsAboutToEnd() throws InterruptedException {
    if (!LaunchPool.isSupported()) {
      System.out.println("skipped: needs dash and setsid");
      return;
    }
    ProcessGroup.warmUp();
    for (int tries = 0; tries < 1000 && LaunchPool.idle() == 0; tries++) {
      Thread.sleep(10);
    }

    LaunchPool.release(Duration.ofSeconds(10));

    assertThat(LaunchPool.idle()).isZero();
  }
}
