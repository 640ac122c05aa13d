package dev.slipway.cli;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.router.DeployOptions;
import dev.slipway.router.DeployOutcome;
import dev.slipway.router.Destination;
import dev.slipway.router.HealthCheck;
import dev.slipway.router.Match;
import dev.slipway.router.ReleaseLabel;
import dev.slipway.router.Route;
import dev.slipway.router.RoutePolicy;
import dev.slipway.router.RouterClient;
import dev.slipway.router.ServiceName;
import dev.slipway.router.Slot;
import dev.slipway.router.Upstream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code slipway router deploy SERVICE}: brings a release in front of its visitors. */
final class RouterDeploy {
  static final OptionGroup WHAT =
      OptionGroup.of(
          "deploy: what",
          OptionGroup.values("HOST:PORT[,...]", "where its instances listen", "--to"),
          OptionGroup.value("DIR", "or a folder of static files", "--site"),
          OptionGroup.values("KEY=VALUE", "a value of the site's /config.json", "--config"),
          OptionGroup.value("LABEL", "what the release is called (default: the time)", "--release"),
          OptionGroup.values("HOST", "answer this host, or *.HOST (default: any)", "--host"),
          OptionGroup.values("PREFIX", "and this path (default: /)", "--path"),
          OptionGroup.flag("the application sees paths without the prefix", "--strip"));

  static final OptionGroup HOW =
      OptionGroup.of(
          "deploy: how",
          OptionGroup.value(
              "PATH", "must answer 2xx before the switch (default: /up)", "--health-path"),
          OptionGroup.value("HOST", "the Host header of that question", "--health-host"),
          OptionGroup.value(
              "TIME", "for how long to wait for health (default: 30s)", "--deploy-timeout"),
          OptionGroup.value("N", "as a candidate, for N percent of the visitors", "--weight"),
          OptionGroup.value("HOST", "where everybody sees the candidate", "--preview"),
          OptionGroup.value("TIME", "streams of the old release go on (default: 10s)", "--drain"),
          OptionGroup.value("TIME", "its requests go on for longer (default: 5m)", "--grace"),
          OptionGroup.value("TIME", "go back by itself if it dies within (default: 1m)", "--watch"),
          OptionGroup.value(
              "TIME", "for how long an answer may be silent (default: 60s)", "--response-timeout"));

  private RouterDeploy() {}

  static int run(RouterClient client, ServiceName service, Arguments arguments, Session session) {
    Slot slot = new Slot(release(arguments, session), destination(arguments, session));
    DeployOptions options = options(client, service, arguments);
    DeployOutcome outcome = client.deploy(service, slot, options);
    return tell(outcome, service, session, switched -> sentence(slot, options, switched));
  }

  /** {@code slipway router resize SERVICE}: other instances for a release that is in the route. */
  static int resize(
      RouterClient client, ServiceName service, Arguments arguments, Session session) {
    Route route =
        client
            .table()
            .find(service)
            .orElseThrow(
                () ->
                    new SlipwayException(
                        ErrorCode.NOT_FOUND, "the router has no service '" + service + "'"));
    ReleaseLabel release =
        arguments.value("--release").map(ReleaseLabel::new).orElse(route.stable().release());
    if (!(destination(arguments, session) instanceof Destination.Instances wanted)
        || !(route.find(release).map(Slot::destination).orElse(null)
            instanceof Destination.Instances present)) {
      throw new SlipwayException(
          ErrorCode.USAGE,
          "'router resize' wants --to HOST:PORT[,...] for a release of the service that has"
              + " instances; 'slipway router list' shows them");
    }
    Slot slot = Slot.of(release, wanted.upstreams(), present.health());
    DeployOutcome outcome =
        client.resize(
            service, slot, duration(arguments, "--deploy-timeout", Duration.ofSeconds(30)));
    return tell(
        outcome,
        service,
        session,
        switched ->
            "release " + release + " goes on with " + wanted.upstreams().size() + " instances");
  }

  private static int tell(
      DeployOutcome outcome,
      ServiceName service,
      Session session,
      Function<DeployOutcome.Switched, String> sentence) {
    Terminal terminal = session.terminal();
    return switch (outcome) {
      case DeployOutcome.Switched switched -> {
        terminal.print(service + ": " + sentence.apply(switched) + "\n");
        yield 0;
      }
      case DeployOutcome.NeverHealthy never -> {
        terminal.printError(
            service
                + ": "
                + never.upstream()
                + " was not healthy within "
                + Durations.exact(never.waited())
                + ": "
                + never.lastAnswer()
                + "\n  nothing was changed\n");
        yield 1;
      }
      case DeployOutcome.Conflict conflict -> {
        terminal.printError(
            service
                + ": service '"
                + conflict.holder()
                + "' already answers the same host and path; give --host or --path, or remove"
                + " it\n");
        yield 2;
      }
      case DeployOutcome.Superseded superseded -> {
        terminal.printError(
            service + ": a later deploy, of release " + superseded.by() + ", took over\n");
        yield 1;
      }
    };
  }

  private static String sentence(Slot slot, DeployOptions options, DeployOutcome.Switched done) {
    String share =
        switch (options.place()) {
          case DeployOptions.Place.Stable() -> "takes all traffic";
          case DeployOptions.Place.Beside beside ->
              "is the candidate, for " + beside.percent() + " % of the visitors";
        };
    String millis = String.format(Locale.ROOT, "%.1f ms", done.switchTook().toNanos() / 1e6);
    return "release "
        + slot.release()
        + " "
        + share
        + " (healthy after "
        + Durations.exact(done.healthyAfter())
        + ", switched in "
        + millis
        + ", generation "
        + done.generation()
        + ")";
  }

  /** The share that was asked for. */
  static Optional<Integer> weight(Arguments arguments) {
    Optional<Integer> weight = arguments.number("--weight", 0);
    if (weight.isPresent() && weight.get() > 100) {
      throw new SlipwayException(ErrorCode.USAGE, "--weight is a percentage, 100 at most");
    }
    return weight;
  }

  private static ReleaseLabel release(Arguments arguments, Session session) {
    // Seconds are enough to tell two releases of one service apart by eye; none has two in one.
    return new ReleaseLabel(
        arguments.value("--release").orElseGet(() -> session.clock().instant().toString()));
  }

  private static Destination destination(Arguments arguments, Session session) {
    List<Upstream> upstreams = new ArrayList<>();
    for (String typed : arguments.values("--to")) {
      for (String each : typed.split(",", -1)) {
        upstreams.add(Upstream.parse(each.strip()));
      }
    }
    Optional<String> site = arguments.value("--site");
    if (site.isPresent() == upstreams.isEmpty()) {
      return site.map(typed -> site(session.resolve(typed), arguments))
          .map(Destination.class::cast)
          .orElseGet(() -> new Destination.Instances(upstreams, health(arguments)));
    }
    throw new SlipwayException(
        ErrorCode.USAGE, "'router deploy' wants either --to HOST:PORT[,...] or --site DIR");
  }

  private static Destination.Site site(Path folder, Arguments arguments) {
    if (!Files.isDirectory(folder)) {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND, "--site " + folder + ": there is no such directory");
    }
    Map<String, String> config = new LinkedHashMap<>();
    for (String pair : arguments.values("--config")) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new SlipwayException(ErrorCode.USAGE, "--config wants KEY=VALUE");
      }
      config.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return new Destination.Site(folder, List.of(), config);
  }

  private static HealthCheck health(Arguments arguments) {
    HealthCheck usual = HealthCheck.of(arguments.value("--health-path").orElse("/up"));
    return new HealthCheck(
        usual.path(),
        arguments.value("--health-host"),
        usual.interval(),
        usual.timeout(),
        usual.failures());
  }

  private static DeployOptions options(
      RouterClient client, ServiceName service, Arguments arguments) {
    Optional<Route> before = client.table().find(service);
    DeployOptions.Place place =
        weight(arguments)
            .map(percent -> beside(percent, arguments))
            .orElseGet(DeployOptions.Place.Stable::new);
    Duration timeout = duration(arguments, "--deploy-timeout", Duration.ofSeconds(30));
    return new DeployOptions(
        match(arguments, before),
        policy(arguments, before.map(Route::policy).orElseGet(RoutePolicy::standard)),
        timeout,
        place);
  }

  private static DeployOptions.Place beside(int percent, Arguments arguments) {
    return new DeployOptions.Place.Beside(percent, arguments.value("--preview"));
  }

  /** What is not typed stays as it is in the route. */
  private static Match match(Arguments arguments, Optional<Route> before) {
    Match old = before.map(Route::match).orElseGet(Match::everything);
    List<String> hosts = arguments.values("--host");
    List<String> paths = arguments.values("--path");
    if (hosts.isEmpty()) {
      hosts = old.hosts();
    }
    if (paths.isEmpty()) {
      paths = old.pathPrefixes();
    }
    return new Match(hosts, paths, arguments.has("--strip") || old.stripPrefix());
  }

  private static RoutePolicy policy(Arguments arguments, RoutePolicy old) {
    return new RoutePolicy(
        duration(arguments, "--drain", old.drain()),
        duration(arguments, "--grace", old.grace()),
        duration(arguments, "--watch", old.watch()),
        duration(arguments, "--response-timeout", old.responseTimeout()),
        old.maxRequestBytes());
  }

  private static Duration duration(Arguments arguments, String option, Duration usual) {
    return arguments.value(option).map(typed -> TypedDuration.parse(option, typed)).orElse(usual);
  }
}
