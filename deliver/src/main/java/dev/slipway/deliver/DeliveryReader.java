package dev.slipway.deliver;

import dev.slipway.document.Document;
import dev.slipway.document.Node;
import dev.slipway.document.Parsed;
import dev.slipway.document.Problem;
import dev.slipway.document.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the delivery part of slipway.yaml and reports all that is wrong with it. One use only. */
final class DeliveryReader {
  private final List<Problem> problems = new ArrayList<>();
  private final ComponentReader components = new ComponentReader(problems);
  private final PolicyReader policies = new PolicyReader(problems);
  private final Section root;

  private DeliveryReader(Section root) {
    this.root = root;
  }

  static Parsed<Delivery> read(Document document) {
    if (!(document.root() instanceof Node.Mapping root)) {
      return Parsed.of(Delivery.NONE);
    }
    DeliveryReader reader = new DeliveryReader(new Section(present(root)));
    Delivery delivery = reader.read();
    return Parsed.of(delivery, reader.problems);
  }

  /** The file without sections that are empty, which is how people leave them. */
  private static Node.Mapping present(Node.Mapping root) {
    return new Node.Mapping(
        root.position(),
        root.entries().stream()
            .filter(
                entry ->
                    !(entry.value() instanceof Node.Scalar value && value.kind() == Node.Kind.NULL))
            .toList());
  }

  private Delivery read() {
    Map<String, Node> sound = new LinkedHashMap<>();
    root.children()
        .forEach(
            (name, node) -> {
              Schema schema = DeliverySchema.SECTION.get(name);
              if (schema != null && Shapes.satisfies(node, schema, problems)) {
                sound.put(name, node);
              }
            });
    Section sections = sectionOf(sound);
    List<Component> declared = components(sections.section("components"));
    Map<String, Strategy> strategies = new LinkedHashMap<>();
    sections
        .section("strategies")
        .children()
        .forEach((name, node) -> strategies.put(name, policies.declared(node)));
    Settings defaults = new SettingsReader(problems).settings(sectionOf(only(sound, "env")));
    Hooks hooks = policies.hooks(sections);
    EnvironmentReader reader =
        new EnvironmentReader(
            declared,
            sections.section("components").children().keySet(),
            strategies,
            policies.checks(sections),
            hooks,
            problems);
    List<Environment> environments = reader.read(sections.section("environments"));
    Delivery delivery =
        new Delivery(
            sections.text("name"), defaults, declared, environments, hooks, router(sections));
    if (problems.stream().noneMatch(Problem::isError)) {
      new DeliveryRules(delivery, root.keyPosition("router"), problems).check();
    }
    return delivery;
  }

  private Section sectionOf(Map<String, Node> children) {
    List<Node.Entry> entries =
        root.mapping().entries().stream()
            .filter(
                entry -> entry.key() instanceof Node.Scalar key && children.containsKey(key.text()))
            .toList();
    return new Section(new Node.Mapping(root.position(), entries));
  }

  private static Map<String, Node> only(Map<String, Node> sound, String name) {
    return Optional.ofNullable(sound.get(name)).map(node -> Map.of(name, node)).orElse(Map.of());
  }

  private List<Component> components(Section section) {
    List<Component> read = new ArrayList<>();
    section
        .children()
        .forEach(
            (name, node) -> {
              if (Shapes.satisfiesType(node, DeliverySchema.COMPONENT, problems)) {
                read.add(
                    components.read(
                        new ComponentName(name), section.keyPosition(name), Section.of(node)));
              }
            });
    return read;
  }

  private static RouterSettings router(Section sections) {
    Section router = sections.section("router");
    List<RouterSettings.Certificate> certificates =
        router.sections("certificates").stream()
            .map(one -> new RouterSettings.Certificate(one.path("chain", ""), one.path("key", "")))
            .toList();
    return new RouterSettings(
        router
            .text("http")
            .flatMap(RouterSettings.Address::parse)
            .orElse(RouterSettings.DEFAULT.http()),
        router.text("https").flatMap(RouterSettings.Address::parse),
        certificates);
  }
}
