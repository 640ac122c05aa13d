package dev.slipway.deliver;

import java.net.URI;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the components of an environment tell each other. Immutable. */
public final class Outputs {
  private static final List<String> ROUTED = List.of("url", "host", "path");
  private static final List<String> DATABASE =
      List.of("url", "host", "port", "name", "user", "password");
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private final String environmentUrl;
  private final Map<ComponentName, Map<String, SettingValue>> values;

  private Outputs(String environmentUrl, Map<ComponentName, Map<String, SettingValue>> values) {
    this.environmentUrl = environmentUrl;
    this.values = Collections.unmodifiableMap(new HashMap<>(values));
  }

  /** The outputs a component of that kind has. */
  static List<String> names(Component component) {
    return switch (component) {
      case Component.Service service -> ROUTED;
      case Component.Site site -> ROUTED;
      case Component.Worker worker -> List.of();
      case Component.Database database -> DATABASE;
    };
  }

  /**
   * What slipway.yaml alone says; databases that Slipway runs are not known yet.
   *
   * @param router how the router listens, with the port it really has
   */
  public static Outputs of(Environment environment, RouterSettings router) {
    Map<ComponentName, Map<String, SettingValue>> values = new LinkedHashMap<>();
    for (Component component : environment.components()) {
      switch (component) {
        case Component.Service service ->
            values.put(service.name(), routed(environment, service.route(), router));
        case Component.Site site ->
            values.put(site.name(), routed(environment, site.route(), router));
        case Component.Worker worker -> values.put(worker.name(), Map.of());
        case Component.Database database -> values.put(database.name(), Map.of());
      }
    }
    String host = environment.hosts().getFirst();
    return new Outputs(url(environment, host, router), values);
  }

  private static Map<String, SettingValue> routed(
      Environment environment, RouteRule route, RouterSettings router) {
    String host = environment.hosts().getFirst();
    if (!route.hosts().isEmpty()) {
      host = route.hosts().getFirst();
    }
    String path = route.paths().getFirst();
    Map<String, SettingValue> outputs = new LinkedHashMap<>();
    outputs.put("url", SettingValue.open(url(environment, host, router)));
    outputs.put("host", SettingValue.open(host));
    outputs.put("path", SettingValue.open(path.equals("/") ? "" : path));
    return outputs;
  }

  /** Scheme and port are those of the environment's own address, or else of the router. */
  private static String url(Environment environment, String host, RouterSettings router) {
    Optional<URI> own = environment.url();
    if (own.isPresent()) {
      return origin(own.get().getScheme(), host, own.get().getPort());
    }
    if (router.https().isPresent()) {
      return origin("https", host, router.https().get().port());
    }
    return origin("http", host, router.http().port());
  }

  private static String origin(String scheme, String host, int port) {
    boolean usual = port == (scheme.equals("https") ? HTTPS_PORT : HTTP_PORT);
    if (port < 0 || usual) {
      return scheme + "://" + host;
    }
    return scheme + "://" + host + ":" + port;
  }

  /** These, with what is known of a database now. */
  public Outputs with(ComponentName database, DatabaseUrl url) {
    Map<ComponentName, Map<String, SettingValue>> more = new HashMap<>(values);
    more.put(database, url.outputs());
    return new Outputs(environmentUrl, more);
  }

  /** Where people reach the environment. */
  public String environmentUrl() {
    return environmentUrl;
  }

  /** An output of a component; empty while it is not known. */
  public Optional<SettingValue> find(ComponentName component, String output) {
    return Optional.ofNullable(values.getOrDefault(component, Map.of()).get(output));
  }
}
