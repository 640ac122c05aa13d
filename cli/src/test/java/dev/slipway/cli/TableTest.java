package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTest {

  @Test
  void alignsColumnsAndLeavesOutEmptyOnes() {
    Table table = new Table("lrll");
    table.row("a", "1", "", "first").row("long", "100", "", "");

    assertThat(table.lines(80, "  ", "…")).containsExactly("  a       1  first", "  long  100");
  }

  @Test
  void measuresStyledCellsByWhatIsSeen() {
    Table table = new Table("ll").row(Style.RED.paint("x"), "1").row("yyy", "2");

    assertThat(table.lines(80, "", "…")).containsExactly(Style.RED.paint("x") + "    1", "yyy  2");
  }

  @Test
  void cutsRowsThatAreTooWide() {
    Table table = new Table("ll").row("name", "a long explanation");

    assertThat(table.lines(12, "", "…")).containsExactly("name  a lon…");
  }

  @Test
  void takesRowsOfFewerCells() {
    Table table = new Table("lll").row("a").row("b", "c");

    assertThat(table.lines(80, "", "…")).containsExactly("a", "b  c");
    assertThat(table.size()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.0 kB",
    "4249, 4.2 kB",
    "9994, 10 kB",
    "12400, 12 kB",
    "999499, 999 kB",
    "1234567, 1.2 MB",
    "5000000000, 5.0 GB",
    "7000000000000000, 7000 TB"
  })
  void writesSizesAsAPersonReadsThem(long bytes, String text) {
    assertThat(Bytes.text(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"1, 100 %", "0.9999, 99.9 %", "0.5, 50.0 %", "0, 0.0 %"})
  void neverRoundsAPartUpToTheWhole(double ratio, String text) {
    assertThat(TestSummary.percent(ratio)).isEqualTo(text);
  }

  @Test
  void countsThings() {
    assertThat(Counted.of(0, "step")).isEqualTo("0 steps");
    assertThat(Counted.of(1, "step")).isEqualTo("1 step");
    assertThat(Counted.of(2, "step")).isEqualTo("2 steps");
  }
}
