package dev.slipway.server;

import dev.slipway.server.work.WorkFolders;
import dev.slipway.store.Secret;
import dev.slipway.store.SecretStore;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a server is started with.
 *
 * @param data the folder of everything it keeps
 * @param http where it listens; port 0 for a free one
 * @param program starts routers; its variables are those that runs and projects inherit
 */
public record ServerSettings(
    Path data, InetSocketAddress http, OwnProgram program, InstantSource clock) {
  /** Makes the folder absolute. */
  public ServerSettings {
    data = data.toAbsolutePath().normalize();
  }

  Path database() {
    return data.resolve("slipway.db");
  }

  /** Where runs, repositories and projects are. */
  WorkFolders folders() {
    return new WorkFolders(data);
  }

  /** The secrets of the server itself, such as those of webhooks. */
  SecretStore secrets() {
    Optional<Secret> key =
        Optional.ofNullable(program.environment().get("SLIPWAY_KEY"))
            .filter(text -> !text.isEmpty())
            .map(Secret::of);
    return SecretStore.open(data, key, clock);
  }

  /** What an administrator may want to look up, in this order. */
  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Data folder", data.toString());
    facts.put("Listens on", http.getHostString() + ":" + http.getPort());
    return facts;
  }
}
