package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaintTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '"',
      textBlock =
          """
          github.event.issue.title                            ~ [github.event.issue.title]
          GitHub.Event['ISSUE'].Title                         ~ [github.event.issue.title]
          github.head_ref                                     ~ [github.head_ref]
          github.event.commits[0].message                     ~ [github.event.commits.*.message]
          join(github.event.commits.*.message, ', ')          ~ [github.event.commits.*.message]
          github.event.pages[github.run_id].page_name         ~ [github.event.pages.*.page_name]
          format('{0} by {1}', github.event.pull_request.title, github.actor) ~ [github.event.pull_request.title]
          toJSON(github.event.issue)                          ~ [github.event.issue]
          toJSON(github)                                      ~ [github]
          fromJSON(toJSON(github.event)).issue.title          ~ [github.event]
          github.head_ref || github.ref_name                  ~ [github.head_ref]
          github.event_name == 'pull_request' && github.head_ref || 'main' ~ [github.head_ref]
          case(true, github.head_ref, github.event.comment.body) ~ [github.head_ref, github.event.comment.body]
          github.head_ref && 'branch'                         ~ []
          github.event.issue                                  ~ []
          github.event.issue.number                           ~ []
          github.event.pull_request.head.sha                  ~ []
          github.sha                                          ~ []
          contains(github.event.issue.title, 'x')             ~ []
          startsWith(github.head_ref, 'release/')             ~ []
          github.head_ref == 'main'                           ~ []
          !github.head_ref                                    ~ []
          hashFiles(github.head_ref)                          ~ []
          case(github.head_ref == 'x', 1, 2)                  ~ []
          env.TITLE                                           ~ []
          """)
  void followsWhatAnOutsiderChooses(String source, String paths) {
    Expression expression = Expression.parse(source, Names.of("github", "env", "hashFiles(1,255)"));

    assertThat(Taint.of(expression)).hasToString(paths);
  }
}
