package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrinterTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          github.ref                        ~ github.ref
          github['ref']                     ~ github.ref
          github['a b']                     ~ github['a b']
          github.event.commits[0].message   ~ github.event.commits[0].message
          github.event.*.name               ~ github.event[*].name
          github[github.ref]                ~ github[github.ref]
          !github.ref                       ~ !github.ref
          !!true                            ~ !!true
          1 == 2                            ~ (1 == 2)
          a.x && b.y || c.z                 ~ ((a.x && b.y) || c.z)
          a.x && (b.y || c.z)               ~ (a.x && (b.y || c.z))
          !(a.x == b.y)                     ~ !(a.x == b.y)
          contains(a.x, 'it''s')            ~ contains(a.x, 'it''s')
          TOJSON(a)                         ~ toJSON(a)
          hashFiles('a', 'b')               ~ hashFiles('a', 'b')
          0x10                              ~ 16
          -1.50                             ~ -1.5
          null                              ~ null
          """)
  void writesEveryGroupingOutAndReadsAsTheSame(String source, String printed) {
    Expression expression = Expression.parse(source, Names.unrestricted());

    assertThat(expression).hasToString(printed);
    assertThat(Expression.parse(printed, Names.unrestricted())).isEqualTo(expression);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          null              ~ null
          true              ~ true
          1                 ~ 1
          2.5               ~ 2.5
          "it's"            ~ 'it''s'
          """)
  void constantsAreWrittenAsInAnExpression(String json, String printed) {
    Value value = Json.read(json);

    assertThat(Printer.literal(value)).isEqualTo(printed);
    assertThat(Expression.parse(printed, Names.unrestricted()).evaluate(Contexts.empty()))
        .isEqualTo(value);
  }
}
