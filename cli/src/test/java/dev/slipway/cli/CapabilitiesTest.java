package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapabilitiesTest {
  private static final Map<String, String> XTERM = Map.of("TERM", "xterm", "LANG", "C.UTF-8");

  @Test
  void showsAllOnAnOrdinaryTerminal() {
    assertThat(Capabilities.of(XTERM, true, true))
        .isEqualTo(new Capabilities(true, true, true, true));
  }

  @Test
  void tellsTheTwoStreamsApart() {
    assertThat(Capabilities.of(XTERM, false, true))
        .isEqualTo(new Capabilities(false, false, true, true));
  }

  @Test
  void movesNoCursorOnADumbTerminal() {
    assertThat(Capabilities.of(Map.of("TERM", "dumb"), true, true)).isEqualTo(Capabilities.NONE);
    assertThat(Capabilities.of(Map.of(), true, true)).isEqualTo(Capabilities.NONE);
  }

  @Test
  void honoursNoColorUnlessColoursAreAskedFor() {
    Map<String, String> environment = Map.of("TERM", "xterm", "NO_COLOR", "1");

    Capabilities detected = Capabilities.of(environment, true, true);

    assertThat(detected).isEqualTo(new Capabilities(true, false, false, false));
    assertThat(detected.with(ColourChoice.ALWAYS).coloured()).isTrue();
  }

  @Test
  void takesColoursAwayWithoutTakingTheCursor() {
    Capabilities plain = Capabilities.of(XTERM, true, true).with(ColourChoice.NEVER);

    assertThat(plain).isEqualTo(new Capabilities(true, false, false, true));
  }

  @ParameterizedTest
  @CsvSource({
    "C, en_US.UTF-8, false",
    "C.UTF-8, C, true",
    "'', de_DE.utf8, true",
    "'', POSIX, false"
  })
  void letsTheFirstLocaleVariableThatIsSetDecide(String all, String lang, boolean unicode) {
    Map<String, String> environment = Map.of("TERM", "xterm", "LC_ALL", all, "LANG", lang);

    assertThat(Capabilities.of(environment, true, true).unicode()).isEqualTo(unicode);
  }
}
