package dev.slipway.server.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.SlipwayException;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of repositories, which become names of folders. */
class RepositoryIdTest {
  @Test
  void readsANameWithAndWithoutItsEnd() {
    assertThat(RepositoryId.parse("acme/shop.git")).isEqualTo(new RepositoryId("acme", "shop"));
    assertThat(RepositoryId.parse("a-1/b_2.c")).hasToString("a-1/b_2.c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "shop",
        "/shop",
        "acme/",
        "../shop",
        "acme/..",
        "acme/.git",
        "acme/a/b",
        "a..b/shop",
        "acme/shop.lock",
        "acme/%2e%2e",
        "acme/a b",
        "acme/-x",
        "acme/sh\u00f6p",
        "acme/a\u0000",
        "acme/a.git.git",
        "acme\\x/y",
        "acme/shop."
      })
  void refusesWhatIsNoSafeName(String text) {
    assertThatThrownBy(() -> RepositoryId.parse(text)).isInstanceOf(SlipwayException.class);
  }

  @Property
  void noNameLeavesItsFolder(@ForAll String owner, @ForAll String name) {
    Path root = Path.of("/data/repositories");
    try {
      RepositoryId id = new RepositoryId(owner, name);
      Path folder = root.resolve(id.owner()).resolve(id.name() + ".git").normalize();
      assertThat(root.relativize(folder).getNameCount()).isEqualTo(2);
      assertThat(folder.startsWith(root)).isTrue();
    } catch (SlipwayException refused) {
      assertThat(refused.getMessage()).contains("repository");
    }
  }
}
