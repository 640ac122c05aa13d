package dev.slipway.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ByteRangeTest {
  private static ByteRange of(String header, long size) {
    return ByteRange.of(Optional.of(header), size);
  }

  @Test
  void readsTheFormsOfOneRange() {
    assertThat(of("bytes=2-4", 10)).isEqualTo(new ByteRange(2, 4, 10));
    assertThat(of("bytes=2-", 10)).isEqualTo(new ByteRange(2, 9, 10));
    assertThat(of("bytes=2-99", 10)).isEqualTo(new ByteRange(2, 9, 10));
    assertThat(of("bytes=-3", 10)).isEqualTo(new ByteRange(7, 9, 10));
    assertThat(of("bytes=-99", 10)).isEqualTo(new ByteRange(0, 9, 10));
  }

  @Test
  void whatItDoesNotUnderstandIsTheWholeFile() {
    for (String header :
        new String[] {"bytes=4-2", "bytes=1-2,4-5", "bytes=a-b", "lines=1-2", "bytes=5"}) {
      assertThat(of(header, 10).isPart()).as(header).isFalse();
    }
    assertThat(ByteRange.of(Optional.empty(), 0).length()).isZero();
  }

  @Test
  void knowsWhatIsOutside() {
    assertThat(of("bytes=10-", 10).isOutside()).isTrue();
    assertThat(of("bytes=9-", 10).isOutside()).isFalse();
    assertThat(of("bytes=0-", 0).isOutside()).isFalse();
  }
}
