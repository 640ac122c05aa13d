package dev.slipway.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.util.Arrays;

/** Whatever the bytes: a line of a journal is refused, or read and kept. */
class EntryFormatFuzzTest {
  private static final EntryFormat FORMAT = new EntryFormat(SampleEvent.CODECS);

  @FuzzTest(maxDuration = "10m")
  void readsOrRefusesAnyLineAndKeepsWhatItReads(byte[] line) {
    Entry entry;
    try {
      entry = FORMAT.decode(line, 0, line.length);
    } catch (SlipwayException e) {
      if (e.code() != ErrorCode.INVALID_INPUT) {
        throw e;
      }
      return;
    }
    byte[] written = FORMAT.encode(entry);
    Entry again = FORMAT.decode(written, 0, written.length - 1);
    if (!again.equals(entry) || !Arrays.equals(FORMAT.encode(again), written)) {
      throw new AssertionError("not kept: " + new String(written, UTF_8));
    }
  }
}
