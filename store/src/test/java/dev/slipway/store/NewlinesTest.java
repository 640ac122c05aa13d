package dev.slipway.store;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NewlinesTest {
  @Property
  void findsAndCountsAsALoopOverTheBytesDoes(@ForAll @From("bytes") byte[] bytes) {
    for (int from = 0; from <= Math.min(9, bytes.length); from++) {
      int first = -1;
      int count = 0;
      for (int i = bytes.length - 1; i >= from; i--) {
        if (bytes[i] == '\n') {
          first = i;
          count++;
        }
      }
      assertThat(Newlines.find(bytes, from, bytes.length)).isEqualTo(first);
      assertThat(Newlines.count(bytes, from, bytes.length)).isEqualTo(count);
    }
  }

  @Example
  void takesNoOtherByteForALineBreak() {
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }

    assertThat(Newlines.count(bytes, 0, bytes.length)).isOne();
    assertThat(Newlines.find(bytes, 0, bytes.length)).isEqualTo('\n');
  }

  @Provide
  Arbitrary<byte[]> bytes() {
    return Arbitraries.of((byte) 10, (byte) 11, (byte) 9, (byte) 0x8A, (byte) 0, (byte) -1)
        .array(byte[].class)
        .ofMaxSize(40);
  }
}
