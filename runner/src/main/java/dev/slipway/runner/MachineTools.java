package dev.slipway.runner;

import dev.slipway.machine.Installed;
import dev.slipway.machine.Toolchains;
import dev.slipway.runner.action.InstalledTools;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The toolchains of this machine, as native actions ask for them. */
final class MachineTools implements InstalledTools {
  private final Toolchains toolchains;

  MachineTools(Map<String, String> environment) {
    toolchains = Toolchains.of(environment);
  }

  @Override
  public List<Tool> installed(String tool) {
    return toolchains
        .installed(dev.slipway.machine.Tool.valueOf(tool.toUpperCase(Locale.ROOT)))
        .stream()
        .map(MachineTools::described)
        .toList();
  }

  private static Tool described(Installed installed) {
    return new Tool(installed.version().toString(), installed.executable());
  }
}
