package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnowledgeTest {
  private static final Knowledge KNOWLEDGE =
      Knowledge.of(Contexts.of(Map.of("github", ObjectValue.empty())));

  @Test
  void aMemberIsOpenUntilItsContextIsGivenAgain() {
    Knowledge open = KNOWLEDGE.with("inputs", ObjectValue.empty(), Set.of("Version"));
    Knowledge closed = open.with("inputs", ObjectValue.ofTexts(Map.of("version", "1")));

    assertThat(open.isOpen("inputs.VERSION")).isTrue();
    assertThat(open.isOpen("inputs.other")).isFalse();
    assertThat(open.hasOpenMembers("Inputs")).isTrue();
    assertThat(open.hasOpenMembers("github")).isFalse();
    assertThat(closed.isOpen("inputs.version")).isFalse();
    assertThat(closed.hasOpenMembers("inputs")).isFalse();
  }

  @Test
  void anotherContextLeavesWhatIsOpenAlone() {
    Knowledge open = KNOWLEDGE.with("inputs", ObjectValue.empty(), Set.of("version"));

    assertThat(open.with("vars", ObjectValue.empty()).isOpen("inputs.version")).isTrue();
  }

  @Test
  void statusesAreOpenUntilTheyAreAssumed() {
    assertThat(KNOWLEDGE.status("success")).isEmpty();
    assertThat(KNOWLEDGE.withOpenStatuses().status("always")).hasValue(true);
    assertThat(KNOWLEDGE.withOpenStatuses().status("success")).isEmpty();
    assertThat(KNOWLEDGE.assuming(true).status("SUCCESS")).hasValue(true);
    assertThat(KNOWLEDGE.assuming(false).status("success")).hasValue(false);
    assertThat(KNOWLEDGE.assuming(true).status("failure")).hasValue(false);
    assertThat(KNOWLEDGE.assuming(true).status("hashFiles")).isEmpty();
  }
}
