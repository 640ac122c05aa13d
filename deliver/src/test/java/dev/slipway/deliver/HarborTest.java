package dev.slipway.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The sample application's own slipway.yaml. */
class HarborTest {
  private static final Path HARBOR =
      Path.of(System.getProperty("slipway.root"), "examples", "harbor");

  @Test
  void isReadWithoutAProblem() throws IOException {
    Delivery harbor = delivery();

    assertThat(harbor.components())
        .extracting(component -> component.name().text())
        .containsExactly("database", "api", "web");
    assertThat(harbor.environments())
        .extracting(environment -> environment.name().text())
        .containsExactly("staging", "production");
  }

  @Test
  void namesFoldersThatAreThere() throws IOException {
    for (Component component : delivery().components()) {
      switch (component) {
        case Component.Service service -> assertThat(HARBOR.resolve(service.path())).isDirectory();
        case Component.Site site -> assertThat(HARBOR.resolve(site.path())).isDirectory();
        case Component.Worker worker -> assertThat(HARBOR.resolve(worker.path())).isDirectory();
        case Component.Database database ->
            assertThat(HARBOR.resolve(database.migrations().orElseThrow().folder())).isDirectory();
      }
    }
  }

  @Test
  void asksAPersonForProductionAlone() throws IOException {
    Delivery harbor = delivery();

    assertThat(harbor.environment("staging").protection().asksPeople()).isFalse();
    assertThat(harbor.environment("production").protection().asksPeople()).isTrue();
    assertThat(harbor.environment("production").strategy()).isInstanceOf(Strategy.Canary.class);
  }

  @Test
  void asksForOneSecretAndTellsThePagesWhereTheApiIs() throws IOException {
    Delivery harbor = delivery();

    assertThat(harbor.component(new ComponentName("api")).orElseThrow().settings().required())
        .isEqualTo(Set.of("SECRET_KEY"));
    assertThat(harbor.component(new ComponentName("web")).orElseThrow())
        .isInstanceOfSatisfying(
            Component.Site.class,
            site ->
                assertThat(site.config().values().values())
                    .extracting(SettingText::source)
                    .contains("${components.api.url}"));
  }

  private static Delivery delivery() throws IOException {
    return DeliveryTest.read(Files.readString(HARBOR.resolve("slipway.yaml")));
  }
}
