package dev.slipway.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.document.Document;
import dev.slipway.document.Parsed;
import dev.slipway.document.Problem;
import dev.slipway.fault.SlipwayException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeliveryTest {
  private static final String SMALL =
      """
      name: harbor
      components:
        database:
          type: database
          migrations: backend/migrations
        api:
          type: service
          path: backend
          build: pip install -r requirements.txt
          start: gunicorn "harbor:create_app()"
          paths: /api
          env:
            DATABASE_URL: ${components.database.url}
          secrets: [SECRET_KEY, SENTRY_DSN?]
        web:
          type: site
          path: frontend
          build: {run: npm run build, output: dist}
          fallback: index.html
          config:
            api: ${components.api.url}
      environments:
        staging:
        production:
          url: https://harbor.example.com
          strategy: canary
          promote-from: staging
          approval: {reviewers: [ada, grace], required: 2, wait: 10m}
          components:
            api: {instances: 3, env: {DB_POOL_SIZE: 20}}
            database: {url: "postgresql://harbor:${secrets.DB_PASSWORD}@db.example.com/harbor"}
      """;

  static Parsed<Delivery> parse(String text) {
    return Delivery.of(Document.read("slipway.yaml", text).value().orElseThrow());
  }

  static Delivery read(String text) {
    Parsed<Delivery> parsed = parse(text);
    assertThat(parsed.problems()).isEmpty();
    return parsed.value().orElseThrow();
  }

  static List<String> headlines(String text) {
    return parse(text).problems().stream().map(Problem::headline).toList();
  }

  @Test
  void readsComponentsOfEveryType() {
    Delivery delivery = read(SMALL);

    assertThat(delivery.name()).contains("harbor");
    assertThat(delivery.components())
        .hasExactlyElementsOfTypes(
            Component.Database.class, Component.Service.class, Component.Site.class);
    Component.Service api = (Component.Service) delivery.components().get(1);
    assertThat(api.path()).isEqualTo(Path.of("backend"));
    assertThat(api.workload().start().argv())
        .containsExactly("/bin/sh", "-ec", "gunicorn \"harbor:create_app()\"");
    assertThat(api.route().paths()).containsExactly("/api");
    assertThat(api.settings().required()).containsExactly("SECRET_KEY");
    assertThat(api.settings().optional()).containsExactly("SENTRY_DSN");
    assertThat(api.settings().values())
        .hasEntrySatisfying(
            "DATABASE_URL",
            text ->
                assertThat(text.references())
                    .containsExactly(
                        new SettingText.ComponentOutput(new ComponentName("database"), "url")));
  }

  @Test
  void givesEachEnvironmentTheComponentsAsItHasThem() {
    Delivery delivery = read(SMALL);

    Environment staging = delivery.environment("staging");
    Environment production = delivery.environment("production");

    assertThat(((Component.Service) staging.components().get(1)).workload().instances()).isOne();
    assertThat(((Component.Service) production.components().get(1)).workload().instances())
        .isEqualTo(3);
    assertThat(((Component.Database) staging.components().getFirst()).address())
        .isEqualTo(new DatabaseAddress.Embedded(""));
    assertThat(((Component.Database) production.components().getFirst()).address())
        .isInstanceOf(DatabaseAddress.Server.class);
    assertThat(staging.hosts()).containsExactly("staging.localhost");
    assertThat(production.hosts()).containsExactly("harbor.example.com");
    assertThat(production.promotedFrom()).contains(new EnvironmentName("staging"));
    assertThat(production.protection().approvals()).isEqualTo(2);
    assertThat(production.protection().yes()).isFalse();
    assertThat(production.protection().delay()).isEqualTo(Duration.ofMinutes(10));
    assertThat(production.strategy()).isInstanceOf(Strategy.Canary.class);
    assertThat(staging.strategy()).isEqualTo(new Strategy.Rolling(1, Duration.ZERO));
  }

  @Test
  void isEmptyForAProjectWithoutADeliveryPart() {
    assertThat(read("runner:\n  max-parallel: 2\n")).isEqualTo(Delivery.NONE);
    assertThat(read("")).isEqualTo(Delivery.NONE);
    assertThat(read("components:\nenvironments:\n").isEmpty()).isTrue();
  }

  @Test
  void namesTheEnvironmentThatWasProbablyMeant() {
    Delivery delivery = read(SMALL);

    assertThatThrownBy(() -> delivery.environment("prodution"))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("did you mean 'production'?");
    assertThat(delivery.component(new ComponentName("nope"))).isEqualTo(Optional.empty());
  }
}
