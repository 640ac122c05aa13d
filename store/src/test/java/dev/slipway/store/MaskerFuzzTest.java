package dev.slipway.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Whatever the secrets, the bytes and the pieces: a masker does what the plainest one does. */
class MaskerFuzzTest {
  @FuzzTest(maxDuration = "10m")
  void masksAnyBytesInAnyPieces(FuzzedDataProvider data) {
    List<String> secrets = new ArrayList<>();
    int count = data.consumeInt(1, 4);
    for (int i = 0; i < count; i++) {
      secrets.add(data.consumeString(12));
    }
    Masker masker = new Masker();
    secrets.forEach(secret -> masker.add(Secret.of(secret)));
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    MaskingSink sink = masker.stream(out::write);
    while (data.remainingBytes() > 0) {
      byte[] piece = data.consumeBytes(data.consumeInt(0, 20));
      text.writeBytes(piece);
      sink.write(piece, 0, piece.length);
    }
    sink.flush();
    String expected = new PlainMasker(secrets).maskBytes(text.toString(ISO_8859_1));
    if (!out.toString(ISO_8859_1).equals(expected)) {
      throw new AssertionError("expected " + expected + " but got " + out.toString(ISO_8859_1));
    }
  }
}
