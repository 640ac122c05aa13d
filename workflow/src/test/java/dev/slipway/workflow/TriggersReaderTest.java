package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.slipway.document.Problem;
import dev.slipway.workflow.Trigger.FilterKind;
import dev.slipway.workflow.Trigger.InputType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriggersReaderTest {
  private static Triggers on(String yaml) {
    return WorkflowReader.read("ci.yml", "on:\n" + yaml.indent(2) + "jobs: {a: {runs-on: x}}\n")
        .value()
        .orElseThrow()
        .on();
  }

  private static List<String> problems(String yaml) {
    return WorkflowReader.read("ci.yml", "on:\n" + yaml.indent(2) + "jobs: {a: {runs-on: x}}\n")
        .problems()
        .stream()
        .map(Problem::code)
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          push                              | [push]
          [push, pull_request]              | [push, pull_request]
          {push: , workflow_dispatch: }     | [push, workflow_dispatch]
          {schedule: [{cron: '5 4 * * *'}]} | [schedule]
          """)
  void eventsAreAWordAListOrAMapping(String yaml, String events) {
    assertThat(on(yaml).events().stream().map(Trigger::event).toList()).hasToString(events);
  }

  @Test
  void filtersAreWordsOrLists() {
    Trigger push =
        on("push: {branches: main, paths: [a, '!b'], tags-ignore: 'v*'}").find("push").get();

    assertThat(push.filter(FilterKind.BRANCHES).orElseThrow().patterns()).containsExactly("main");
    assertThat(push.filter(FilterKind.PATHS).orElseThrow().patterns()).containsExactly("a", "!b");
    assertThat(push.filter(FilterKind.TAGS_IGNORE).orElseThrow().patterns()).containsExactly("v*");
    assertThat(push.filter(FilterKind.TAGS)).isEmpty();
  }

  @Test
  void schedulesKeepTheirOrderAndZone() {
    Trigger schedule =
        on("schedule: [{cron: '0 3 * * *', timezone: Asia/Tokyo}, {cron: '0 4 * * 1'}]")
            .find("schedule")
            .orElseThrow();

    assertThat(schedule.schedules())
        .extracting(Trigger.Schedule::cron, Trigger.Schedule::timezone)
        .containsExactly(
            tuple("0 3 * * *", Optional.of("Asia/Tokyo")), tuple("0 4 * * 1", Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                        ~ STRING      ~ false
          {type: string, required: true}            ~ STRING      ~ true
          {type: boolean}                           ~ BOOLEAN     ~ false
          {type: number}                            ~ NUMBER      ~ false
          {type: environment}                       ~ ENVIRONMENT ~ false
          {type: choice, options: [a]}              ~ CHOICE      ~ false
          """)
  void inputsHaveTypes(String yaml, InputType type, boolean required) {
    Trigger trigger =
        on("workflow_dispatch: {inputs: {it: " + yaml + "}}")
            .find("workflow_dispatch")
            .orElseThrow();
    Trigger.Input input = trigger.input("IT").orElseThrow();

    assertThat(input.type()).isEqualTo(type);
    assertThat(input.required()).isEqualTo(required);
  }

  @Test
  void aCalledWorkflowHasSecretsAndOutputs() {
    Trigger call =
        on("""
        workflow_call:
          inputs: {version: {type: string, default: '1'}}
          secrets: {token: {required: true}, extra: }
          outputs: {image: {value: '${{ jobs.a.outputs.image }}'}}
        """)
            .find("workflow_call")
            .orElseThrow();

    assertThat(call.secrets())
        .extracting(secret -> secret.name() + " " + secret.required())
        .containsExactly("token true", "extra false");
    assertThat(call.outputs()).extracting(Trigger.Output::name).containsExactly("image");
    assertThat(call.inputs()).extracting(Trigger.Input::name).containsExactly("version");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          push: {branches: [a], branches-ignore: [b]}          ~ [filter-pair]
          push: {tags: [a], tags-ignore: [b]}                  ~ [filter-pair]
          pull_request: {paths: [a], paths-ignore: [b]}        ~ [filter-pair]
          push: {branches: [a], tags-ignore: [b]}              ~ []
          schedule: [{cron: '* * *'}]                          ~ [invalid-cron]
          schedule: [{cron: '* * * * *'}]                      ~ [cron-too-often]
          schedule: [{cron: '0 3 * * *', timezone: Mars/Base}] ~ [timezone]
          push: {branches: ['a[']}                             ~ [filter-pattern]
          push: {paths: ['/src/**']}                           ~ [filter-path]
          push: {branches: ['refs/heads/a']}                   ~ [filter-ref]
          """)
  void whatCannotWorkIsReported(String yaml, String codes) {
    assertThat(problems(yaml)).hasToString(codes);
  }
}
