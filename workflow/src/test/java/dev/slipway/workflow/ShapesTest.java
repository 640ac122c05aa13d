package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.SlipwayException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShapesTest {
  private static final Shapes SMALL =
      new Shapes(
          """
          # a comment
          names few a f(0,1)
          names more few b

          map root / few
            name! text+
            kind word|null
            parts part[]
            * text+ any
          words word one two
          part root|num / more
          """);

  @Test
  void aMappingHasKnownAndFreeKeys() {
    Shape.MappingShape mapping = SMALL.shape("root").mappings().getFirst();

    assertThat(mapping.keys().keySet()).containsExactly("name", "kind", "parts");
    assertThat(mapping.keys()).containsEntry("name", new Shape.Key("text+", true));
    assertThat(mapping.freeKey()).isEqualTo("text+");
    assertThat(mapping.freeValue()).isEqualTo("any");
  }

  @Test
  void alternativesAreGathered() {
    Shape kind = SMALL.shape("word|null");

    assertThat(kind.words()).containsExactly("one", "two");
    assertThat(kind.accepts(Value.none())).isTrue();
    assertThat(kind.accepts(Value.of("two"))).isTrue();
    assertThat(kind.accepts(Value.of("three"))).isFalse();
    assertThat(SMALL.shape("part[]").item()).isEqualTo("part");
  }

  @Test
  void namesAddUpOnTheWayDown() {
    Place part = SMALL.root("root").below("part[]").below("part");

    assertThat(part.contexts()).containsExactly("a", "b");
    assertThat(part.functions()).containsExactly("f");
    assertThat(SMALL.root("root").contexts()).containsExactly("a");
    assertThat(SMALL.root("word").takesExpressions()).isFalse();
  }

  @Test
  void aTypeNobodyDefinesIsADefect() {
    assertThatThrownBy(() -> SMALL.shape("nothing")).isInstanceOf(SlipwayException.class);
  }

  @Test
  void everyTypeOfTheDataIsDefined() {
    assertThat(reach(Shapes.workflows(), "workflow")).hasSizeGreaterThan(100);
    assertThat(reach(Shapes.workflows(), "workflow-lenient")).isNotEmpty();
    assertThat(reach(Shapes.actions(), "action")).hasSizeGreaterThan(20);
  }

  @Test
  void thirtySevenEventsAreKnown() {
    assertThat(Shapes.workflows().shape("event").words()).hasSize(37);
    assertThat(Shapes.workflows().shape("events").mappings().getFirst().keys().keySet())
        .containsExactlyInAnyOrderElementsOf(Shapes.workflows().shape("event").words());
  }

  @Test
  void everyScopeOfATokenHasAKey() {
    assertThat(Shapes.workflows().shape("permissions").mappings().getFirst().keys().keySet())
        .containsExactlyInAnyOrderElementsOf(Rules.SCOPES);
  }

  private static Set<String> reach(Shapes shapes, String root) {
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(Set.of(root));
    while (!open.isEmpty()) {
      String type = open.remove();
      if (seen.add(type)) {
        Shape shape = shapes.shape(type);
        if (shape.item() != null) {
          open.add(shape.item());
        }
        for (Shape.MappingShape mapping : shape.mappings()) {
          mapping.keys().values().forEach(key -> open.add(key.type()));
          if (mapping.freeKey() != null && mapping.freeValue() != null) {
            open.add(mapping.freeKey());
            open.add(mapping.freeValue());
          }
        }
      }
    }
    return seen;
  }
}
