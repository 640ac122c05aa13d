package dev.slipway.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Walks every route as everybody: strangers, people of another repository and people of each role,
 * with a session, a session without the token of the form, and with a token. The handlers are taken
 * away, so that only the rules decide.
 */
public final class RuleWalk {
  private static final int REACHED = 299;
  private static final Place HARBOR = new Place.Repository("acme", "harbor");
  private static final Place FOREIGN = new Place.Repository("evil", "other");
  private static final Pattern PARAMETER = Pattern.compile("\\{([a-z]+)(\\.\\.\\.)?}");
  private static final String BASIC =
      "Basic " + Base64.getEncoder().encodeToString("git:token".getBytes(StandardCharsets.UTF_8));
  private static final Map<String, String> VALUES =
      Map.of("owner", "acme", "name", "harbor", "environment", "production");

  private final Map<String, Optional<Grant>> people = new LinkedHashMap<>();
  private int steps;

  private record Grant(Place place, Role role) {}

  private enum How {
    NOTHING,
    SESSION,
    SESSION_WITHOUT_FORM,
    TOKEN
  }

  private RuleWalk() {
    people.put("stranger", Optional.empty());
    for (Role role : Role.values()) {
      people.put("foreign-" + role, Optional.of(new Grant(FOREIGN, role)));
      people.put("harbor-" + role, Optional.of(new Grant(HARBOR, role)));
      people.put("server-" + role, Optional.of(new Grant(Place.server(), role)));
    }
  }

  /** Walks all of them, and fails at the first that lets in whom its rule does not. */
  public static int over(List<Route> routes) {
    RuleWalk walk = new RuleWalk();
    routes.forEach(walk::route);
    return walk.steps;
  }

  /** The routes that need nobody to be signed in, by name. */
  public static List<String> open(List<Route> routes) {
    return routes.stream()
        .filter(route -> route.rule() instanceof Rule.Anyone)
        .map(Route::name)
        .sorted()
        .toList();
  }

  private record Person(String name, Optional<Grant> grant, boolean inPerson) implements Caller {
    @Override
    public boolean isSignedIn() {
      return true;
    }

    @Override
    public boolean isInPerson() {
      return inPerson;
    }

    @Override
    public boolean may(Role role, Place place) {
      return grant
          .map(mine -> mine.place().covers(place) && mine.role().includes(role))
          .orElse(false);
    }
  }

  private void route(Route route) {
    if (route.entrance() == Entrance.HOOK) {
      assertThat(route.rule()).as(route.name()).isInstanceOf(Rule.Anyone.class);
    }
    Route probe =
        new Route(
            route.method(),
            route.template(),
            route.rule(),
            _ -> Response.status(REACHED),
            route.entrance(),
            route.mostBytes(),
            route.changes(),
            0);
    people.forEach(
        (name, grant) -> {
          for (How how : How.values()) {
            if (grant.isPresent() != (how == How.NOTHING)) {
              step(probe, name, grant, how);
            }
          }
        });
  }

  private void step(Route route, String name, Optional<Grant> grant, How how) {
    Identity identity =
        new OnePerson(new Person(name, grant, true), new Person(name, grant, false));
    Settings settings = Settings.usual();
    Dispatch dispatch = new Dispatch(List.of(route), identity, settings);
    Map<String, String> headers = new HashMap<>(Map.of("host", "localhost"));
    String csrf = new Csrf(settings.formKey().bytes()).token("cookie");
    switch (how) {
      case NOTHING -> {
        headers.put("cookie", Cookie.FORM + "=cookie");
        headers.put("x-csrf-token", csrf);
      }
      case SESSION -> {
        headers.put("cookie", Cookie.SESSION + "=cookie");
        headers.put("x-csrf-token", csrf);
      }
      case SESSION_WITHOUT_FORM -> headers.put("cookie", Cookie.SESSION + "=cookie");
      case TOKEN -> headers.put("authorization", BASIC);
    }
    RequestHead head =
        RequestHead.of(route.method().name(), path(route), headers, "10.0.0.1", false);

    int status = dispatch.answer(head, new Body(InputStream.nullInputStream())).response().status();

    assertThat(status)
        .as("%s as %s with %s", route.name(), name, how)
        .isIn(expected(route, head, grant, how));
    steps++;
  }

  private static String path(Route route) {
    return PARAMETER
        .matcher(route.template())
        .replaceAll(match -> VALUES.getOrDefault(match.group(1), "something"));
  }

  /** What the answer may be, thought out anew from the rule. */
  private static List<Integer> expected(
      Route route, RequestHead head, Optional<Grant> grant, How how) {
    boolean cookieCounts = route.entrance() == Entrance.BROWSER || route.entrance() == Entrance.API;
    boolean known =
        switch (how) {
          case NOTHING -> false;
          case SESSION, SESSION_WITHOUT_FORM -> cookieCounts;
          case TOKEN -> route.entrance() != Entrance.HOOK;
        };
    Optional<List<Integer>> refused =
        switch (route.rule()) {
          case Rule.Anyone _ -> Optional.empty();
          case Rule.SignedIn _ -> known ? Optional.empty() : Optional.of(List.of(401, 303));
          case Rule.InPerson _ -> {
            if (!known) {
              yield Optional.of(List.of(401, 303));
            }
            yield how == How.TOKEN ? Optional.of(List.of(403)) : Optional.empty();
          }
          case Rule.Needs needs -> refused(needs, head, route, known, grant);
        };
    if (refused.isPresent()) {
      return refused.get();
    }
    boolean forged = how == How.SESSION_WITHOUT_FORM && !route.method().isSafe() && cookieCounts;
    return List.of(forged ? 403 : REACHED);
  }

  private static Optional<List<Integer>> refused(
      Rule.Needs needs, RequestHead head, Route route, boolean known, Optional<Grant> grant) {
    if (!known) {
      return Optional.of(List.of(401, 303));
    }
    Map<String, String> parameters =
        PathTemplate.parse(route.template()).match(head.segments()).orElseThrow();
    Optional<Place> place =
        needs.scope().of(Request.of(head, new Body(InputStream.nullInputStream())).at(parameters));
    if (place.isEmpty() || !grant.map(mine -> mine.place().covers(place.get())).orElse(false)) {
      return Optional.of(List.of(404));
    }
    return grant.get().role().includes(needs.role()) ? Optional.empty() : Optional.of(List.of(403));
  }

  /** One person, by every cookie and by every token. */
  private record OnePerson(Person inPerson, Person byToken) implements Identity {
    @Override
    public Optional<Caller> ofSession(String value) {
      return Optional.of(inPerson);
    }

    @Override
    public Optional<Caller> ofToken(String token) {
      return Optional.of(byToken);
    }
  }
}
