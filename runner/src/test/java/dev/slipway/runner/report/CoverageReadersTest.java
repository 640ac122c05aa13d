package dev.slipway.runner.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;

class CoverageReadersTest {
  private static List<Coverage.OfFile> lcov(String text) throws Exception {
    return Lcov.read(new BufferedReader(new StringReader(text)));
  }

  private static List<Coverage.OfFile> cobertura(String xml) throws Exception {
    return CoberturaXml.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aFileInSeveralRecordsIsOne() throws Exception {
    assertThat(lcov("SF:a\nDA:1,0\nDA:2,1\nend_of_record\nSF:a\nDA:1,4\nend_of_record\n"))
        .containsExactly(new Coverage.OfFile("a", 2, 2));
  }

  @Test
  void linesWithoutNumbersCountForNothing() throws Exception {
    assertThat(lcov("DA:1,1\nSF:a\nDA:x,1\nDA:3\nDA:4,-1\nDA:5,2,checksum\n"))
        .containsExactly(new Coverage.OfFile("a", 1, 2));
    assertThat(
            cobertura(
                "<coverage><class filename='a'><lines><line number='x' hits='1'/><line/>"
                    + "<line number='2' hits='0'/></lines></class></coverage>"))
        .containsExactly(new Coverage.OfFile("a", 0, 1));
  }

  @Test
  void nothingIsNothing() throws Exception {
    assertThat(lcov("")).isEmpty();
    assertThat(cobertura("<coverage/>")).isEmpty();
    assertThat(new Coverage("x", 0, 0).ratio()).isEqualTo(1);
  }

  @Test
  void aDocumentTypeIsNotFollowed() throws Exception {
    String xml =
        "<!DOCTYPE coverage SYSTEM 'http://cobertura.example/dtd'><coverage><class filename='a'>"
            + "<lines><line number='1' hits='1'/></lines></class></coverage>";

    assertThat(cobertura(xml)).containsExactly(new Coverage.OfFile("a", 1, 1));
  }

  @Test
  void aReportCutShortIsNone() {
    assertThatThrownBy(() -> cobertura("<coverage><class filename='a'>"))
        .isInstanceOf(XMLStreamException.class);
  }
}
