package dev.slipway.machine;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** What a machine has of all that Slipway uses, found out by trying. */
public final class MachineFacts {
  private final Map<String, String> environment;
  private final Toolchains toolchains;
  private final boolean mac;

  private MachineFacts(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
    this.toolchains = Toolchains.of(environment);
    this.mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
  }

  /** Looks at everything, in the order of {@link Facility}; takes a second at most. */
  public static List<MachineFact> read(Map<String, String> environment) {
    MachineFacts facts = new MachineFacts(environment);
    try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<MachineFact>> answers = new ArrayList<>();
      for (Facility facility : Facility.values()) {
        answers.add(tasks.submit(() -> facts.fact(facility)));
      }
      List<MachineFact> found = new ArrayList<>();
      for (Future<MachineFact> answer : answers) {
        found.add(answer.get());
      }
      return List.copyOf(found);
    } catch (ExecutionException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "Cannot examine this machine: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SlipwayException(ErrorCode.TIMED_OUT, "Interrupted while examining", e);
    }
  }

  private MachineFact fact(Facility facility) {
    Probe probe = probe(facility);
    String packages = facility.packageAdvice(mac);
    String advice = probe.advice().isEmpty() ? packages : probe.advice();
    return new MachineFact(
        facility, probe.present(), probe.detail(), probe.present() ? "" : advice);
  }

  private Probe probe(Facility facility) {
    return switch (facility) {
      case GIT -> program("git", "--version");
      case BASH -> program("bash", "--version");
      case DASH -> LaunchPool.isSupported() ? program("dash", "") : Probe.missing("not found");
      case TAR -> program("tar", "--version").and(program("xz", "--version"));
      case PYTHON -> python();
      case NODE -> tool(Tool.NODE);
      case JAVA -> tool(Tool.JAVA);
      case GO -> tool(Tool.GO);
      case POSTGRES -> PostgresProbe.probe();
      case CONTAINER_ENGINE -> ContainerSocket.probe(environment);
      case USER_NAMESPACES -> KernelProbes.userNamespaces();
      case OVERLAY -> KernelProbes.overlay();
      case CGROUPS -> KernelProbes.controlGroups();
      case REFLINK -> KernelProbes.reflink(UserFolders.cache(environment));
    };
  }

  private Probe python() {
    Probe found = tool(Tool.PYTHON);
    Optional<Installed> newest = toolchains.newest(Tool.PYTHON);
    if (newest.isEmpty()) {
      return found;
    }
    String executable = newest.get().executable().toString();
    if (Command.of(executable, "-c", "import venv, ensurepip").run().succeeded()) {
      return found;
    }
    return Probe.missing(found.detail() + ", but " + executable + " has no venv module")
        .advising("apt install python3-venv");
  }

  private Probe tool(Tool tool) {
    List<Installed> installed = toolchains.installed(tool);
    if (installed.isEmpty()) {
      return Probe.missing("not found");
    }
    return Probe.present(
        installed.stream()
            .map(found -> found.version().toString())
            .distinct()
            .collect(Collectors.joining(", ")));
  }

  private static Probe program(String name, String versionArgument) {
    Optional<Path> program = Programs.find(name);
    if (program.isEmpty()) {
      return Probe.missing(name + " not found");
    }
    String path = program.get().toString();
    if (versionArgument.isEmpty()) {
      return Probe.present(path);
    }
    String line =
        Command.of(path, versionArgument).run().text().lines().findFirst().orElse(name).strip();
    return Probe.present(line + " (" + path + ")");
  }
}
