package dev.slipway.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The home folder of a job or a build: empty as on GitHub, so that {@code git config --global} in a
 * workflow never changes the user's own files, yet with the user's tool caches and registry
 * settings in reach.
 *
 * <p>Caches and toolchain folders are symbolic links to the real ones (a warm {@code ~/.npm} or
 * {@code ~/.m2} is what makes a local run quick); settings that hold registry addresses are copied,
 * since tools write to them.
 */
public final class ToolHome {
  private static final List<String> LINKED =
      List.of(
          ".npm",
          ".yarn",
          ".pnpm-store",
          ".m2",
          ".gradle",
          ".cargo",
          ".rustup",
          ".pyenv",
          ".nvm",
          ".sdkman",
          ".rbenv",
          ".bun",
          ".deno",
          "go",
          ".cache/pip",
          ".cache/yarn",
          ".cache/pnpm",
          ".cache/go-build",
          ".cache/pypoetry",
          ".cache/uv",
          ".cache/ms-playwright",
          ".cache/Cypress");
  private static final List<String> COPIED =
      List.of(
          ".npmrc",
          ".yarnrc.yml",
          ".pip/pip.conf",
          ".config/pip/pip.conf",
          ".config/uv/uv.toml",
          ".condarc");

  private ToolHome() {}

  /** Fills {@code home} from the user's real home folder. */
  public static void prepare(Path home, Path real) {
    try {
      Files.createDirectories(home.resolve(".cache"));
      Files.createDirectories(home.resolve(".config"));
      for (String name : LINKED) {
        link(home.resolve(name), real.resolve(name));
      }
      for (String name : COPIED) {
        copy(home.resolve(name), real.resolve(name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void link(Path link, Path target) throws IOException {
    if (Files.isDirectory(target)) {
      Files.createSymbolicLink(link, target);
    }
  }

  private static void copy(Path to, Path from) throws IOException {
    if (Files.isRegularFile(from)) {
      Files.createDirectories(to.getParent());
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  /**
   * The part of Slipway's own environment that a job or a build may see: no credentials of the
   * person who started it.
   */
  public static Map<String, String> inherited(Map<String, String> own) {
    Map<String, String> kept = new HashMap<>();
    own.forEach(
        (name, value) -> {
          if (isHarmless(name)) {
            kept.put(name, value);
          }
        });
    restoreLocale(own, kept);
    return kept;
  }

  // The launcher gives Java a UTF-8 locale where the user has none, and keeps what was there
  // before.
  private static void restoreLocale(Map<String, String> own, Map<String, String> kept) {
    String before = own.get("SLIPWAY_LOCALE");
    if (before == null) {
      return;
    }
    if (before.isEmpty()) {
      kept.remove("LC_ALL");
    } else {
      kept.put("LC_ALL", before);
    }
  }

  private static boolean isHarmless(String name) {
    return switch (name) {
      case "PATH",
          "USER",
          "LOGNAME",
          "SHELL",
          "LANG",
          "LANGUAGE",
          "TZ",
          "JAVA_HOME",
          "GOROOT",
          "GOPATH",
          "GOPROXY",
          "GOFLAGS",
          "GONOSUMDB",
          "GOSUMDB",
          "CARGO_HOME",
          "RUSTUP_HOME",
          "PYENV_ROOT",
          "NVM_DIR",
          "SSL_CERT_FILE",
          "SSL_CERT_DIR",
          "REQUESTS_CA_BUNDLE",
          "CURL_CA_BUNDLE",
          "NODE_EXTRA_CA_CERTS",
          "GIT_SSL_CAINFO",
          "HTTP_PROXY",
          "HTTPS_PROXY",
          "NO_PROXY",
          "ALL_PROXY",
          "http_proxy",
          "https_proxy",
          "no_proxy",
          "all_proxy",
          "DOCKER_HOST",
          "ACTIONS_STEP_DEBUG",
          "RUNNER_DEBUG" ->
          true;
      default ->
          name.startsWith("LC_")
              || isSetting(name, "PIP_")
              || isSetting(name, "UV_")
              || isSetting(name, "npm_config_")
              || isSetting(name, "NPM_CONFIG_");
    };
  }

  // Package managers read their registry from such names, but also their credentials.
  private static boolean isSetting(String name, String prefix) {
    if (!name.startsWith(prefix)) {
      return false;
    }
    String upper = name.toUpperCase(java.util.Locale.ROOT);
    return !upper.contains("TOKEN") && !upper.contains("PASSWORD") && !upper.contains("_AUTH");
  }
}
