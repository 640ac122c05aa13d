package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternsTest {
  private static Patterns patterns(String sources) {
    return Patterns.of(Arrays.asList(sources.split(" ", -1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          main                        | main          | true  | main
          main                        | dev           | false | none
          main dev                    | dev           | true  | dev
          **                          | a/b/c         | true  | **
          * */*                       | a/b           | true  | */*
          main main                   | main          | true  | main
          ** !wip/**                  | wip/x         | false | !wip/**
          ** !wip/**                  | x             | true  | **
          !wip/** **                  | wip/x         | true  | **
          ** !wip/** wip/keep         | wip/keep      | true  | wip/keep
          ** !wip/** wip/keep         | wip/other     | false | !wip/**
          !wip/**                     | x             | false | none
          !wip/**                     | wip/x         | false | !wip/**
          src/** !**.md src/API.md    | src/API.md    | true  | src/API.md
          src/** !**.md src/API.md    | src/README.md | false | !**.md
          src/** !**.md src/API.md    | docs/a.md     | false | !**.md
          v[0-9]+ !v1                 | v1            | false | !v1
          v[0-9]+ !v1                 | v12           | true  | v[0-9]+
          MAIN                        | main          | false | none
          """)
  void theLastPatternThatMatchesDecides(
      String sources, String text, boolean included, String deciding) {
    Patterns patterns = patterns(sources);

    assertThat(patterns.includes(text)).isEqualTo(included);
    assertThat(patterns.deciding(text).map(Glob::source).orElse("none")).isEqualTo(deciding);
  }

  @Test
  void noPatternsIncludeNothing() {
    assertThat(Patterns.of(List.of()).includes("main")).isFalse();
    assertThat(Patterns.of(List.of()).text()).isEqualTo("[]");
  }

  @Test
  void areToldAsTheyAreWritten() {
    assertThat(patterns("releases/** !releases/**-alpha").text())
        .isEqualTo("[releases/**, !releases/**-alpha]");
  }
}
