package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowCommandTest {
  private static Optional<WorkflowCommand> parse(String line) {
    return WorkflowCommand.parse(line, "do-something"::equals);
  }

  private static WorkflowCommand parsed(String line) {
    return parse(line).orElseThrow();
  }

  @Test
  void readsNamePropertiesAndData() {
    WorkflowCommand command = parsed("::do-something k1=v1,k2=v2::message");

    assertThat(command.name()).isEqualTo("do-something");
    assertThat(command.properties()).containsExactly(entry("k1", "v1"), entry("k2", "v2"));
    assertThat(command.data()).isEqualTo("message");
  }

  @Test
  void needsNeitherPropertiesNorData() {
    WorkflowCommand command = parsed("::do-something::");

    assertThat(command.properties()).isEmpty();
    assertThat(command.data()).isEmpty();
  }

  @Test
  void allowsCommaBehindLastProperty() {
    assertThat(parsed("::do-something k1=v1,::msg").properties())
        .containsExactly(entry("k1", "v1"));
  }

  @Test
  void unescapesProperties() {
    WorkflowCommand command = parsed("::do-something k1=;=%2C=%0D=%0A=]=%3A,::;-%0D-%0A-]-:-,");

    assertThat(command.property("k1")).isEqualTo(";=,=\r=\n=]=:");
    assertThat(command.data()).isEqualTo(";-\r-\n-]-:-,");
  }

  @Test
  void unescapesPercentLast() {
    WorkflowCommand command =
        parsed("::do-something k1=%252C=%250D=%250A=%253A,::%250D-%250A-%25-%2525");

    assertThat(command.property("k1")).isEqualTo("%2C=%0D=%0A=%3A");
    assertThat(command.data()).isEqualTo("%0D-%0A-%-%25");
  }

  @Test
  void leavesCommaAndColonCodesInData() {
    assertThat(parsed("::do-something::%2C%3A").data()).isEqualTo("%2C%3A");
  }

  @Test
  void leavesLowerCaseAndCutCodes() {
    assertThat(parsed("::do-something::%0a%0d%2").data()).isEqualTo("%0a%0d%2");
  }

  @Test
  void leavesOutPropertiesWithoutValueOrKey() {
    assertThat(parsed("::do-something k1=,k2,=v3,,::").properties()).isEmpty();
  }

  @Test
  void keepsEqualsWithinValue() {
    WorkflowCommand command = parsed("::do-something url=https%3A//a?b=c,q=x==::");

    assertThat(command.property("url")).isEqualTo("https://a?b=c");
    assertThat(command.property("q")).isEqualTo("x==");
  }

  @Test
  void dropsEqualsInFrontOfKeyAndValue() {
    assertThat(parsed("::do-something ==k==v::").properties()).containsExactly(entry("k", "v"));
  }

  @Test
  void findsPropertiesWhateverTheirCase() {
    assertThat(parsed("::do-something endLine=4::").property("ENDLINE")).isEqualTo("4");
  }

  @Test
  void lastOfTwoPropertiesWins() {
    assertThat(parsed("::do-something a=1,A=2::").property("a")).isEqualTo("2");
  }

  @Test
  void dataMayHoldColons() {
    assertThat(parsed("::do-something::a::b::").data()).isEqualTo("a::b::");
  }

  @Test
  void allowsWhiteSpaceInFront() {
    assertThat(parsed(" \t\u00a0 ::do-something k1=v1::msg").property("k1")).isEqualTo("v1");
  }

  @Test
  void nameIsFoundWhateverItsCase() {
    assertThat(parsed("::Do-SomeThing::x").name()).isEqualTo("Do-SomeThing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ">>> ::do-something::msg",
        "::do-something",
        "::do-something:msg",
        ":do-something::msg",
        "::other::msg",
        "::::msg",
        ":: do-something::msg",
        "::do-something\tk=v::msg",
        "##[do-something msg",
        "##do-something]msg",
        "##[other]msg",
        "##[]msg",
        ">>> ##[do-something]msg"
      })
  void othersAreOrdinaryOutput(String line) {
    assertThat(parse(line)).isEmpty();
  }

  @Test
  void readsOlderForm() {
    WorkflowCommand command = parsed("##[do-something k1=v1;k2=a,b=c;]msg]");

    assertThat(command.properties()).containsExactly(entry("k1", "v1"), entry("k2", "a,b=c"));
    assertThat(command.data()).isEqualTo("msg]");
  }

  @Test
  void unescapesOlderForm() {
    WorkflowCommand command =
        parsed("##[do-something k1=%3B=%0D=%0A=%5D=%253B;]%3B-%0D-%0A-%5D-%255D");

    assertThat(command.property("k1")).isEqualTo(";=\r=\n=]=%3B");
    assertThat(command.data()).isEqualTo(";-\r-\n-]-%5D");
  }

  @Test
  void olderFormNeedsNoPropertyValue() {
    assertThat(parsed("##[do-something k1=;k2=;]").properties()).isEmpty();
    assertThat(parsed("##[do-something]").data()).isEmpty();
  }

  @Test
  void olderFormMayBeIndented() {
    assertThat(parsed("   ##[do-something]msg").data()).isEqualTo("msg");
  }
}
