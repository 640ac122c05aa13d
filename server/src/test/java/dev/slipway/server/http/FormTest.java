package dev.slipway.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.SlipwayException;
import org.junit.jupiter.api.Test;

class FormTest {
  @Test
  void decodesFieldsAndKeepsAllValues() {
    Form form = Form.parse("a=1&b=x+y%26z&a=2&tick&empty=&%C3%BC=%E2%9C%93");

    assertThat(form.all("a")).containsExactly("1", "2");
    assertThat(form.text("b")).contains("x y&z");
    assertThat(form.has("tick")).isTrue();
    assertThat(form.text("empty")).isEmpty();
    assertThat(form.text("ü")).contains("✓");
    assertThat(form.fields()).containsKeys("a", "b", "tick");
  }

  @Test
  void saysWhatIsMissingOrWrong() {
    assertThatThrownBy(() -> Form.parse("a=1").required("b"))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("'b'");
    assertThatThrownBy(() -> Form.parse("a=%zz")).isInstanceOf(SlipwayException.class);
    assertThatThrownBy(() -> Form.parse("a&".repeat(2000))).isInstanceOf(SlipwayException.class);
  }
}
