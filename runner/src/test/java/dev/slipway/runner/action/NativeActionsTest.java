package dev.slipway.runner.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.workflow.ActionRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NativeActionsTest {
  @ParameterizedTest
  @ValueSource(strings = {"v1", "v4", "v4.2.1", "main", "11bd71901bbe5b1630ceea73d27597364c9af683"})
  void findsCheckoutAtAnyVersionItHas(String ref) {
    assertThat(NativeActions.find(reference("Actions", "CheckOut", "", ref))).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "actions,checkout,'',v99",
    "octo,checkout,'',v4",
    "actions,checkout,sub,v4",
    "actions,unknown,'',v1"
  })
  void leavesTheRestToOthers(String owner, String repository, String path, String ref) {
    assertThat(NativeActions.find(reference(owner, repository, path, ref))).isEmpty();
  }

  @Test
  void knowsNoLocalAction() {
    assertThat(NativeActions.find(new ActionRef.Local("./checkout", "checkout"))).isEmpty();
  }

  private static ActionRef reference(String owner, String repository, String path, String ref) {
    return new ActionRef.Repository("", owner, repository, path, ref);
  }
}
