package dev.slipway.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import org.junit.jupiter.api.Test;

class MarkdownTest {
  private static String html(String markdown) {
    StringOutput output = new StringOutput();
    new Markdown(markdown).writeTo(new OwaspHtmlTemplateOutput(output));
    return output.toString();
  }

  @Test
  void writesTextAndTables() {
    assertThat(html("# Title\n\n| a | b |\n|---|---|\n| 1 | *2* |\n"))
        .contains("<h1>Title</h1>", "<table>", "<em>2</em>");
  }

  @Test
  void showsTagsAsText() {
    assertThat(html("<script>alert(1)</script>\n\ntext <img src=x onerror=alert(1)>"))
        .doesNotContain("<script", "<img")
        .contains("&lt;script&gt;");
  }

  @Test
  void linksOnlyWhereABrowserMayGo() {
    assertThat(html("[a](javascript:alert(1)) [b](data:text/html,x) [c](https://a.test/)"))
        .doesNotContain("javascript:", "data:")
        .contains("href=\"https://a.test/\"")
        .contains("rel=\"noopener noreferrer nofollow\"");
  }

  @Test
  void makesPicturesLinks() {
    assertThat(html("![a chart](https://a.test/chart.png)"))
        .doesNotContain("<img")
        .contains("<a ", "href=\"https://a.test/chart.png\"", "a chart");
  }
}
