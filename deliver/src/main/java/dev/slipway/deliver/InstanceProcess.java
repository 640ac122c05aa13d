package dev.slipway.deliver;

import dev.slipway.machine.KeptProcess;
import dev.slipway.machine.Limits;
import dev.slipway.machine.OutputLimit;
import dev.slipway.machine.Owner;
import dev.slipway.machine.ProcessSpec;
import dev.slipway.machine.RestartPolicy;
import dev.slipway.machine.Signal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** What an instance is as a process: its environment, policy and limits. */
final class InstanceProcess {
  /** The address that instances listen at. */
  static final String HOST = "127.0.0.1";

  private static final Duration STABLE = Duration.ofMinutes(1);
  private static final String USUAL_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private InstanceProcess() {}

  /**
   * The process of an instance.
   *
   * @param port where it is to listen
   * @param own the environment of this program, of which only the folders of programs and of the
   *     user are passed on
   */
  static KeptProcess of(InstanceSpec spec, OptionalInt port, Owner owner, Map<String, String> own) {
    return new KeptProcess(
        new ProcessSpec(
            spec.workload().start().argv(), environment(spec, port, own), spec.directory(), owner),
        restart(spec.workload().restart()),
        OutputLimit.USUAL,
        limits(spec.workload().limits()),
        Signal.TERMINATE,
        InstanceLabels.of(spec, port));
  }

  private static Map<String, String> environment(
      InstanceSpec spec, OptionalInt port, Map<String, String> own) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PATH", own.getOrDefault("PATH", USUAL_PATH));
    environment.put("HOME", own.getOrDefault("HOME", "/"));
    environment.put("LANG", "C.UTF-8");
    environment.putAll(spec.variables());
    spec.secrets().forEach((name, secret) -> environment.put(name, secret.reveal()));
    environment.put("SLIPWAY_ENVIRONMENT", spec.environment().text());
    environment.put("SLIPWAY_COMPONENT", spec.component().text());
    environment.put("SLIPWAY_RELEASE", spec.release());
    environment.put("SLIPWAY_INSTANCE", spec.id().text());
    if (port.isPresent()) {
      environment.put("HOST", HOST);
      environment.put("PORT", String.valueOf(port.getAsInt()));
    }
    return environment;
  }

  private static RestartPolicy restart(Workload.Restart restart) {
    return new RestartPolicy(
        mode(restart.policy()),
        restart.backOff(),
        restart.longestBackOff(),
        STABLE,
        restart.attempts());
  }

  private static RestartPolicy.Mode mode(Workload.RestartPolicy policy) {
    return switch (policy) {
      case ALWAYS -> RestartPolicy.Mode.ALWAYS;
      case ON_FAILURE -> RestartPolicy.Mode.ON_FAILURE;
      case NEVER -> RestartPolicy.Mode.NEVER;
    };
  }

  private static Limits limits(Workload.Limits limits) {
    return new Limits(
        limits.memory().stream().boxed().findFirst(),
        limits.processors().stream().boxed().findFirst(),
        limits.processes().stream().mapToObj(Math::toIntExact).findFirst());
  }
}
