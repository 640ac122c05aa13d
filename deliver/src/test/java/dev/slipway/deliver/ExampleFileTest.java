package dev.slipway.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.document.Document;
import dev.slipway.document.Node;
import dev.slipway.document.Parsed;
import dev.slipway.document.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** docs/slipway.yaml explains every key there is, and means what it says. */
class ExampleFileTest {
  private static final Path FILE =
      Path.of(System.getProperty("slipway.root")).resolve("docs/slipway.yaml");

  private final Set<Schema.Key> known = new HashSet<>();
  private final Set<Schema.Key> shown = new HashSet<>();

  private static Document document() throws IOException {
    return Document.read("docs/slipway.yaml", Files.readAllBytes(FILE)).value().orElseThrow();
  }

  private static Delivery delivery() throws IOException {
    Parsed<Delivery> parsed = Delivery.of(document());
    assertThat(parsed.problems()).isEmpty();
    return parsed.value().orElseThrow();
  }

  @Test
  void isWithoutProblems() throws IOException {
    assertThat(delivery().components())
        .hasExactlyElementsOfTypes(
            Component.Database.class,
            Component.Service.class,
            Component.Site.class,
            Component.Worker.class);
  }

  @Test
  void showsEveryKey() throws IOException {
    Section root = Section.of(document().root());

    DeliverySchema.SECTION.forEach(
        (name, schema) -> visit(schema, root.find(name).stream().toList()));
    byType(root.section("components"), DeliverySchema.COMPONENT);
    byType(root.section("strategies"), DeliverySchema.STRATEGY);

    assertThat(root.children()).containsKeys(DeliverySchema.SECTIONS.toArray(String[]::new));
    known.removeAll(shown);
    assertThat(known).extracting(Schema.Key::name).isEmpty();
  }

  private void byType(Section section, Map<String, Schema> schemas) {
    schemas.forEach(
        (type, schema) ->
            visit(
                schema,
                section.children().values().stream()
                    .filter(node -> Section.of(node).text("type", "").equals(type))
                    .toList()));
  }

  /** Notes the keys of a schema, and those that one of the values has. */
  private void visit(Schema schema, List<Node> nodes) {
    switch (schema) {
      case Schema.Keys keys ->
          keys.keys()
              .forEach(
                  key -> {
                    List<Node> values =
                        nodes.stream()
                            .flatMap(node -> Section.of(node).find(key.name()).stream())
                            .toList();
                    known.add(key);
                    if (!values.isEmpty()) {
                      shown.add(key);
                    }
                    visit(key.schema(), values);
                  });
      case Schema.MapOf map ->
          visit(
              map.value(),
              nodes.stream()
                  .flatMap(node -> Section.of(node).children().values().stream())
                  .toList());
      case Schema.SequenceOf sequence ->
          visit(
              sequence.item(),
              nodes.stream()
                  .filter(Node.Sequence.class::isInstance)
                  .flatMap(node -> ((Node.Sequence) node).items().stream())
                  .toList());
      case Schema.OneOf choices -> choices.choices().forEach(choice -> visit(choice, nodes));
      case Schema.OrNull nullable -> visit(nullable.schema(), nodes);
      case Schema.Text text -> {}
      case Schema.Choice choice -> {}
      case Schema.Numeric number -> {}
      case Schema.Bool bool -> {}
      case Schema.Anything anything -> {}
    }
  }

  @Test
  void namesTheDefaultsThatHold() throws IOException {
    Component.Service written =
        (Component.Service) delivery().component(new ComponentName("api")).orElseThrow();
    Component.Service bare =
        (Component.Service)
            DeliveryTest.read("components:\n  api: {type: service, start: x}\n")
                .components()
                .getFirst();

    assertThat(bare.health()).isEqualTo(written.health());
    assertThat(bare.workload().restart()).isEqualTo(written.workload().restart());
    assertThat(bare.workload().stopGrace()).isEqualTo(written.workload().stopGrace());
    assertThat(bare.route().drain()).isEqualTo(written.route().drain());
    assertThat(bare.build().timeout()).isEqualTo(written.build().timeout());
    assertThat(bare.build().output()).isEqualTo(written.build().output());
    assertThat(bare.workload().instances()).isOne();
    assertThat(bare.workload().limits()).isEqualTo(Workload.Limits.NONE);
  }

  @Test
  void namesTheDefaultsOfStrategies() throws IOException {
    String text =
        """
        environments:
          one: {strategy: rolling}
          two: {strategy: blue-green}
          three: {strategy: canary}
        """;
    Delivery bare = DeliveryTest.read(text);

    assertThat(bare.environment("one").strategy())
        .isEqualTo(new Strategy.Rolling(1, Duration.ZERO));
    assertThat(bare.environment("two").strategy())
        .isEqualTo(new Strategy.BlueGreen(Optional.empty(), Duration.ofMinutes(10)));
    Strategy.Canary canary = (Strategy.Canary) bare.environment("three").strategy();
    Strategy.Canary careful = (Strategy.Canary) delivery().environment("production").strategy();
    assertThat(canary.minimumRequests()).isEqualTo(careful.minimumRequests());
    assertThat(canary.inconclusive()).isEqualTo(careful.inconclusive());
    assertThat(careful.steps().get(1).checks())
        .singleElement()
        .returns("orders", Checks.CommandCheck::name);
  }

  @Test
  void productionIsWhatItsCommentsSay() throws IOException {
    Environment production = delivery().environment("production");

    assertThat(production.hosts()).containsExactly("harbor.example.com", "www.harbor.example.com");
    assertThat(production.checks().passRate()).hasValue(100);
    assertThat(production.checks().coverage()).hasValue(80);
    assertThat(production.hooks().at(Hooks.Point.AFTER_DEPLOY)).hasSize(2);
    assertThat(production.hooks().at(Hooks.Point.BEFORE_DEPLOY).get(1).pass())
        .containsExactly("PAGER_TOKEN");
    assertThat(production.watch()).isEqualTo(Duration.ofMinutes(15));
  }
}
