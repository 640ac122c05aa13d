package dev.slipway.runner.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JunitXmlTest {
  private static List<TestCase> read(String xml) throws Exception {
    return JunitXml.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void readsNestedSuitesErrorsOutputAndPlaces() throws Exception {
    List<TestCase> cases =
        read(
            """
            <testsuites><testsuite><properties><property name="x" value="y"/></properties>
              <testsuite>
                <testcase classname="a.B" name="c" time="1,234.5" file="a/b.py" line="7">
                  <system-out>noise <![CDATA[<failure>]]></system-out>
                  <error message="boom">at a/b.py:9</error>
                </testcase>
              </testsuite>
              <testcase name="d"/>
            </testsuite></testsuites>
            """);

    assertThat(cases).hasSize(2);
    TestCase first = cases.getFirst();
    assertThat(first.isFailed()).isTrue();
    assertThat(first.message()).isEqualTo("boom");
    assertThat(first.details()).isEqualTo("at a/b.py:9");
    assertThat(first.took()).isEqualTo(Duration.ofMillis(1_234_500));
    assertThat(first.file()).contains("a/b.py");
    assertThat(first.line()).hasValue(7);
    assertThat(cases.getLast().outcome()).isEqualTo(TestCase.Outcome.PASSED);
  }

  @Test
  void oddNumbersAreNoProblem() throws Exception {
    for (String time : List.of("", "abc", "-1", "1e999999", "NaN", "9".repeat(100))) {
      assertThat(read("<testsuite><testcase name='a' time='" + time + "'/></testsuite>"))
          .hasSize(1);
    }
  }

  @Test
  void neverReadsAnotherFile(@TempDir Path root) throws Exception {
    Path secret = Files.writeString(root.resolve("secret"), "hidden");
    String xml =
        "<!DOCTYPE t [<!ENTITY x SYSTEM '"
            + secret.toUri()
            + "'>]><testsuite><testcase name='a'><failure>&x;</failure></testcase></testsuite>";

    try {
      assertThat(read(xml)).noneMatch(test -> test.details().contains("hidden"));
    } catch (XMLStreamException e) {
      assertThat(e).hasMessageNotContaining("hidden");
    }
  }

  @Test
  void doesNotExpandEntities() {
    String xml =
        """
        <!DOCTYPE t [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
        <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
        <testsuite><testcase name="a"><failure>&c;</failure></testcase></testsuite>
        """;

    assertThatThrownBy(() -> read(xml)).isInstanceOf(XMLStreamException.class);
  }

  @Test
  void aBrokenReportIsNone() {
    assertThatThrownBy(() -> read("<testsuite><testcase name='a'>"))
        .isInstanceOf(XMLStreamException.class);
  }
}
