package dev.slipway.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnerTest {
  private final Owner run = new Owner(Owner.Kind.RUN, "7f3a");

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a#b", "a=b", "a\nb", "ü", "a:b"})
  void refusesAnIdThatWouldNotFitAMarker(String id) {
    assertThatThrownBy(() -> new Owner(Owner.Kind.RUN, id))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource
  void isFoundAgainByItsMarker(Owner.Kind kind) {
    Owner owner = new Owner(kind, "a.b_c-d/e");

    assertThat(Owner.ofMarker(owner.marker())).contains(owner);
    assertThat(Owner.ofMarker(owner.marker() + "#12")).contains(owner);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "R", "R:", "X:7f3a", "7f3a", "service:R:7f3a#1"})
  void isNotFoundByAnotherText(String marker) {
    assertThat(Owner.ofMarker(marker)).isEmpty();
  }

  @Test
  void coversItselfAndItsParts() {
    assertThat(run.covers("R:7f3a")).isTrue();
    assertThat(run.covers("R:7f3a#3")).isTrue();
    assertThat(run.covers(run.child("backend").marker())).isTrue();
    assertThat(run.covers(run.child("backend").marker() + "#4")).isTrue();
  }

  @Test
  void coversNobodyElse() {
    assertThat(run.covers("R:7f3ab")).isFalse();
    assertThat(run.covers("C:7f3a")).isFalse();
    assertThat(run.child("backend").covers("R:7f3a")).isFalse();
    assertThat(run.child("back").covers("R:7f3a/backend")).isFalse();
    assertThat(run.covers("service:R:7f3a#1")).as("a service is no orphan").isFalse();
  }
}
