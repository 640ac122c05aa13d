package dev.slipway.cli;

import dev.slipway.deliver.Component;
import dev.slipway.deliver.ComponentName;
import dev.slipway.deliver.EnvTemplates;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Brings the {@code env.example} of components up to what their code reads. */
record EnvExamples(Session session, DeliveryFile file) {

  /** Writes what is lacking for these components, or for all, and says so. */
  int write(List<String> names) {
    List<ComponentName> chosen =
        file.chosen(names, file.delivery().components()).stream().map(Component::name).toList();
    EnvTemplates templates = new EnvTemplates(file.root(), file.delivery());
    List<EnvTemplates.Renewed> renewed = templates.renew(chosen);
    for (EnvTemplates.Renewed one : renewed) {
      Path path = file.root().resolve(one.file());
      write(path, one.text());
      session
          .terminal()
          .print(session.relative(path) + ": added " + String.join(", ", one.added()) + "\n");
    }
    if (renewed.isEmpty()) {
      session.terminal().print("nothing to add: every variable the code reads is mentioned\n");
    }
    return 0;
  }

  private static void write(Path path, String text) {
    try {
      Files.writeString(path, text);
    } catch (IOException refused) {
      throw new SlipwayException(ErrorCode.MACHINE, path + ": cannot be written", refused);
    }
  }
}
