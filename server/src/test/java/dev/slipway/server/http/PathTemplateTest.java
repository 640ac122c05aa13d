package dev.slipway.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.SlipwayException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PathTemplateTest {
  private static Optional<Map<String, String>> match(String template, String path) {
    return PathTemplate.parse(template).match(PathTemplate.split(path));
  }

  @Test
  void parametersAreWholeSegmentsOrStandBesideFixedText() {
    assertThat(match("/{owner}/{name}.git/info/refs", "/acme/harbor.git/info/refs"))
        .contains(Map.of("owner", "acme", "name", "harbor"));
    assertThat(match("/{owner}/{name}.git/info/refs", "/acme/.git/info/refs")).isEmpty();
    assertThat(match("/runs/{run}", "/runs/17/jobs")).isEmpty();
    assertThat(match("/runs/{run}", "/runs/")).isEmpty();
    assertThat(match("/", "/")).contains(Map.of());
  }

  @Test
  void theRestTakesAllThatFollows() {
    assertThat(match("/files/{path...}", "/files/a/b/c.txt")).contains(Map.of("path", "a/b/c.txt"));
    assertThat(match("/files/{path...}", "/files")).isEmpty();
  }

  @Test
  void theMoreLiteralRouteIsTaken() {
    RouteTable table =
        new RouteTable(
            List.of(
                route("/{rest...}"),
                route("/{owner}/{name}"),
                route("/users/invite"),
                route("/users/{user}")));

    assertThat(found(table, "/users/invite")).isEqualTo("/users/invite");
    assertThat(found(table, "/users/ann")).isEqualTo("/users/{user}");
    assertThat(found(table, "/acme/harbor")).isEqualTo("/{owner}/{name}");
    assertThat(found(table, "/a/b/c")).isEqualTo("/{rest...}");
  }

  private static Route route(String template) {
    return Route.get(template, Rule.anyone(), _ -> Response.status(204));
  }

  private static String found(RouteTable table, String path) {
    return table.find(Method.GET, PathTemplate.split(path)).orElseThrow().route().template();
  }

  @Test
  void twoRoutesForTheSamePathsAreADefect() {
    assertThatThrownBy(() -> new RouteTable(List.of(route("/runs/{run}"), route("/runs/{id}"))))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("/runs/{run}");
  }

  @Test
  void whatIsNoTemplateIsADefect() {
    for (String template : List.of("runs", "/{a}{b}", "/{rest...}/x", "/{}")) {
      assertThatThrownBy(() -> PathTemplate.parse(template)).isInstanceOf(SlipwayException.class);
    }
  }
}
