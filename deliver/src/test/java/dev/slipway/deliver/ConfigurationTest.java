package dev.slipway.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.deliver.ResolvedSetting.Layer;
import dev.slipway.deliver.ResolvedSetting.Origin;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.Secret;
import dev.slipway.store.SecretLabel;
import dev.slipway.store.StoredSecret;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
  private static final String TEXT =
      """
      env:
        LEVEL: of-defaults
        COLOUR: red
      components:
        db: {type: database}
        api:
          type: service
          start: ./api
          paths: [/api]
          env:
            LEVEL: of-component
            DATABASE_URL: ${components.db.url}
            ORIGIN: ${components.web.url}
            GREETING: ${env.COLOUR}, $${x} in ${environment.name}
            DSN: https://${secrets.SENTRY}@sentry.example.com/1
          secrets: [KEY, TOKEN?]
        web:
          type: site
          config:
            api: ${components.api.url}${components.api.path}
            release: ${release.commit}
        jobs: {type: worker, start: ./jobs, env: {LEVEL: of-jobs}}
      environments:
        staging:
          env: {LEVEL: of-environment}
          components:
            api: {env: {LEVEL: of-both}}
        production:
          url: https://www.example.com
          components:
            api: {hosts: api.example.com}
            db: {url: "postgres://app:${secrets.DB_PASSWORD}@db.example.com/app?sslmode=require"}
            web: {config: {beta: true}}
      """;
  private static final ReleaseFacts RELEASE = new ReleaseFacts("r-1", "c0ffee", "");
  private static final DatabaseUrl EMBEDDED =
      new DatabaseUrl.Postgres("127.0.0.1", 5555, "app", "app", Secret.of("p@ss"), "");

  private final Delivery delivery = DeliveryTest.read(TEXT);
  private final Map<String, StoredSecret> secrets = new HashMap<>();

  private void secret(String name, String value) {
    SecretLabel label = new SecretLabel(Optional.of("staging"), name, 3, Instant.EPOCH);
    secrets.put(name, new StoredSecret(label, Secret.of(value)));
  }

  private Configuration of(String environment) {
    Environment found = delivery.environment(environment);
    Outputs outputs = Outputs.of(found, delivery.router());
    return new Configuration(delivery, found, outputs, Optional.of(RELEASE), secrets);
  }

  private Configuration deployed(String environment) {
    Environment found = delivery.environment(environment);
    Outputs outputs = Outputs.of(found, delivery.router()).with(new ComponentName("db"), EMBEDDED);
    return of(environment).with(outputs);
  }

  private Component component(String environment, String name) {
    return delivery.environment(environment).component(new ComponentName(name)).orElseThrow();
  }

  private ResolvedSetting setting(String environment, String component, String name) {
    return deployed(environment).settings(component(environment, component)).stream()
        .filter(setting -> setting.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private String shown(String environment, String component, String name) {
    return setting(environment, component, name).value().orElseThrow().shown();
  }

  @Test
  void theNearestPlaceWinsAndTheOthersAreNamed() {
    ResolvedSetting level = setting("staging", "api", "LEVEL");

    assertThat(level.value()).contains(SettingValue.open("of-both"));
    assertThat(level.origin())
        .isEqualTo(new Origin(Layer.ENVIRONMENT_COMPONENT, "slipway.yaml:27:26"));
    assertThat(level.overridden())
        .extracting(Origin::layer)
        .containsExactly(Layer.ENVIRONMENT, Layer.COMPONENT, Layer.DEFAULTS);
    assertThat(shown("staging", "jobs", "LEVEL")).isEqualTo("of-environment");
    assertThat(shown("production", "jobs", "LEVEL")).isEqualTo("of-jobs");
    assertThat(shown("production", "jobs", "COLOUR")).isEqualTo("red");
  }

  @Test
  void aSecretWinsOverAllAndDoesNotShow() {
    secret("KEY", "hunter2");

    ResolvedSetting key = setting("staging", "api", "KEY");

    assertThat(key.isSecret()).isTrue();
    assertThat(key.value().orElseThrow().value()).isEqualTo(Secret.of("hunter2"));
    assertThat(key.toString()).doesNotContain("hunter2");
    assertThat(key.origin()).isEqualTo(new Origin(Layer.SECRET, "of staging, version 3"));
  }

  @Test
  void aValueHoldsTheOutputsOfOthers() {
    assertThat(shown("staging", "api", "ORIGIN")).isEqualTo("http://staging.localhost:8080");
    assertThat(shown("staging", "web", "api")).isEqualTo("http://staging.localhost:8080/api");
    assertThat(shown("production", "web", "api")).isEqualTo("https://api.example.com/api");
    assertThat(shown("production", "web", "beta")).isEqualTo("true");
    assertThat(shown("staging", "web", "release")).isEqualTo("c0ffee");
    assertThat(shown("staging", "api", "GREETING")).isEqualTo("red, ${x} in staging");
  }

  @Test
  void hidesOnlyThePartOfAValueThatIsSecret() {
    secret("SENTRY", "hunter2");

    ResolvedSetting dsn = setting("staging", "api", "DSN");

    assertThat(dsn.value().orElseThrow().shown()).isEqualTo("https://***@sentry.example.com/1");
    assertThat(dsn.isSecret()).isTrue();
    assertThat(shown("staging", "api", "DATABASE_URL"))
        .isEqualTo("postgresql://app:***@127.0.0.1:5555/app");
    assertThat(setting("staging", "api", "DATABASE_URL").value().orElseThrow().value().reveal())
        .isEqualTo("postgresql://app:p%40ss@127.0.0.1:5555/app");
  }

  @Test
  void namesWhatIsMissingBeforeAnythingIsTouched() {
    assertThat(of("staging").missing())
        .containsExactly(
            "api: DSN mentions secrets.SENTRY, which is not set; run 'slipway secret set SENTRY"
                + " --env staging'",
            "api needs the secret KEY, which is not set; run 'slipway secret set KEY --env"
                + " staging'");
    secret("KEY", "x");
    secret("SENTRY", "x");
    assertThat(of("staging").missing()).isEmpty();
    assertThat(of("production").missing())
        .singleElement()
        .asString()
        .contains("db: its url mentions secrets.DB_PASSWORD");
  }

  @Test
  void givesAProcessNothingUntilAllIsKnown() {
    secret("KEY", "x");
    secret("SENTRY", "x");

    assertThatThrownBy(() -> of("staging").environment(component("staging", "api")))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("DATABASE_URL mentions components.db.url, which is not known");
    assertThat(deployed("staging").environment(component("staging", "api")))
        .containsEntry("KEY", "x")
        .containsEntry("LEVEL", "of-both")
        .containsEntry("HOST", "127.0.0.1")
        .containsEntry("SLIPWAY_ENVIRONMENT", "staging")
        .containsEntry("SLIPWAY_COMPONENT", "api")
        .containsEntry("SLIPWAY_RELEASE", "r-1")
        .doesNotContainKeys("TOKEN", "PORT");
    assertThat(deployed("staging").environment(component("staging", "jobs")))
        .doesNotContainKeys("KEY", "HOST");
  }

  @Test
  void knowsTheAddressOfAServerOnceItsPasswordIsThere() {
    Component.Database database = (Component.Database) component("production", "db");
    assertThat(of("production").server(database)).isEmpty();

    secret("DB_PASSWORD", "p%40ss");

    DatabaseUrl url = of("production").server(database).orElseThrow();
    assertThat(url.url().shown())
        .isEqualTo("postgresql://app:***@db.example.com:5432/app?sslmode=require");
    assertThat(url.jdbc()).isEqualTo("jdbc:postgresql://db.example.com:5432/app?sslmode=require");
    assertThat(of("staging").server((Component.Database) component("staging", "db"))).isEmpty();
  }

  @Test
  void summarisesNamesAndOriginsWithoutValues() {
    secret("KEY", "hunter2");

    List<String> lines = of("staging").summary();

    assertThat(lines).hasSize(3);
    assertThat(lines.getFirst())
        .startsWith("api: COLOUR (defaults), DATABASE_URL (component)")
        .contains("KEY (secret of staging, version 3)", "LEVEL (environment, this component)");
    assertThat(String.join("", lines)).doesNotContain("hunter2").doesNotContain("of-both");
  }

  @Test
  void collectsWhatOutputMayNotShow() {
    secret("KEY", "hunter2");

    assertThat(deployed("staging").secrets())
        .containsExactlyInAnyOrder(Secret.of("hunter2"), Secret.of("p@ss"));
  }
}
