package dev.slipway.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where version managers keep their toolchains: folders that hold one folder for each version.
 *
 * @param folder the folder of versions
 * @param prefix what stands before the version in a folder's name
 * @param below where in a version's folder the toolchain lies
 */
record ToolPlaces(Path folder, String prefix, String below) {

  static List<ToolPlaces> of(Tool tool, Map<String, String> environment) {
    Path home = Path.of(environment.getOrDefault("HOME", "/nonexistent"));
    Path shared = Path.of(orElse(environment, "XDG_DATA_HOME", home.resolve(".local/share")));
    List<ToolPlaces> places = new ArrayList<>();
    switch (tool) {
      case PYTHON -> {
        places.add(
            plain(Path.of(orElse(environment, "PYENV_ROOT", home.resolve(".pyenv")), "versions")));
        places.add(plain(home.resolve(".asdf/installs/python")));
        places.add(plain(shared.resolve("mise/installs/python")));
        places.add(new ToolPlaces(shared.resolve("uv/python"), "cpython-", ""));
      }
      case NODE -> {
        places.add(
            plain(Path.of(orElse(environment, "NVM_DIR", home.resolve(".nvm")), "versions/node")));
        places.add(plain(home.resolve(".asdf/installs/nodejs")));
        places.add(plain(home.resolve(".volta/tools/image/node")));
        places.add(plain(shared.resolve("mise/installs/node")));
        places.add(new ToolPlaces(shared.resolve("fnm/node-versions"), "", "installation"));
      }
      case JAVA -> {
        places.add(plain(home.resolve(".sdkman/candidates/java")));
        places.add(plain(home.resolve(".asdf/installs/java")));
        places.add(plain(shared.resolve("mise/installs/java")));
        places.add(plain(home.resolve(".jdks")));
      }
      case GO -> {
        places.add(new ToolPlaces(home.resolve("sdk"), "go", ""));
        places.add(new ToolPlaces(home.resolve(".asdf/installs/golang"), "", "go"));
        places.add(plain(shared.resolve("mise/installs/go")));
      }
    }
    return places;
  }

  /** The version in a folder's name: {@code cpython-3.12.1-linux-x86_64-gnu} ends with more. */
  String versionIn(String name) {
    String rest = name.substring(prefix.length());
    int dash = prefix.isEmpty() ? -1 : rest.indexOf('-');
    return dash < 0 ? rest : rest.substring(0, dash);
  }

  private static ToolPlaces plain(Path folder) {
    return new ToolPlaces(folder, "", "");
  }

  private static String orElse(Map<String, String> environment, String variable, Path usual) {
    String chosen = environment.getOrDefault(variable, "");
    return chosen.isEmpty() ? usual.toString() : chosen;
  }
}
