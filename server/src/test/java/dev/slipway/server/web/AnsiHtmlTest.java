package dev.slipway.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnsiHtmlTest {
  private static final String ESC = "\u001b";

  private static String html(String text) {
    return new AnsiHtml("").line(text);
  }

  @Test
  void escapesEverythingThatIsNoColour() {
    assertThat(html("<script>alert('\"&')</script>"))
        .isEqualTo("&lt;script&gt;alert(&#39;&#34;&amp;&#39;)&lt;/script&gt;");
  }

  @Test
  void turnsColoursIntoClasses() {
    assertThat(html(ESC + "[1;31mred" + ESC + "[0m plain"))
        .isEqualTo("<span class=\"b f1\">red</span> plain");
  }

  @Test
  void takesTheNearestOfSixteenColours() {
    assertThat(html(ESC + "[38;5;196mred")).isEqualTo("<span class=\"f1\">red</span>");
    assertThat(html(ESC + "[38;2;10;190;120mgreen")).isEqualTo("<span class=\"f2\">green</span>");
    assertThat(html(ESC + "[48;5;4;97mon blue")).isEqualTo("<span class=\"g4\">on blue</span>");
  }

  @Test
  void keepsAColourOverTheEndOfALine() {
    AnsiHtml lines = new AnsiHtml("");

    assertThat(lines.line(ESC + "[32mone")).isEqualTo("<span class=\"f2\">one</span>");
    assertThat(lines.line("two" + ESC + "[39m.")).isEqualTo("<span class=\"f2\">two</span>.");
  }

  @Test
  void leavesOutOtherControlSequences() {
    assertThat(
            html("a" + ESC + "[2Kb" + ESC + "]0;title\u0007c" + ESC + "]8;;x" + ESC + "\\d" + ESC))
        .isEqualTo("abcd");
  }

  @Test
  void ignoresColoursThatAreNone() {
    assertThat(html(ESC + "[38;5mx")).isEqualTo("x");
    assertThat(html(ESC + "[38;5;999mx" + ESC + "[99999999999my")).isEqualTo("xy");
  }

  @Test
  void showsWhatIsLeftAfterCarriageReturns() {
    assertThat(html("10%\r50%\r100%\r")).isEqualTo("100%");
    assertThat(html(ESC + "[32m10%\r100%")).isEqualTo("<span class=\"f2\">100%</span>");
  }

  @Test
  void linksAddressesAndNothingElse() {
    assertThat(html("see https://a.test/b?c=d&e=f, and"))
        .isEqualTo(
            "see <a href=\"https://a.test/b?c=d&amp;e=f\" rel=\"noopener noreferrer nofollow\""
                + " target=\"_blank\">https://a.test/b?c=d&amp;e=f</a>, and");
    assertThat(html("javascript:alert(1) https:// http:/x")).doesNotContain("<a");
  }

  @Test
  void endsAnAddressWhereMarkupBegins() {
    assertThat(html("https://a.test/\"><script>"))
        .contains("href=\"https://a.test/\"")
        .doesNotContain("<script");
  }

  @Test
  void marksWhatIsLookedFor() {
    assertThat(new AnsiHtml("ERR").line("an error <err>"))
        .isEqualTo("an <mark>err</mark>or &lt;<mark>err</mark>&gt;");
  }

  @Test
  void cutsOffWhatNobodyReads() {
    assertThat(html("x".repeat(AnsiHtml.MAX_SHOWN + 5)))
        .hasSizeLessThan(AnsiHtml.MAX_SHOWN + 100)
        .contains("5 more characters");
  }

  @Test
  void replacesCharactersThatNoPageMayHold() {
    assertThat(html("a\u0000b\u0008c")).isEqualTo("a\uFFFDb\uFFFDc");
  }
}
