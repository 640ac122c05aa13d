package dev.slipway.deliver;

import dev.slipway.machine.Keeper;
import dev.slipway.machine.KeptState;
import dev.slipway.router.Upstream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** What stands beside a keeper about the instance that it keeps, and what that makes it. */
final class InstanceLabels {
  private static final String ENVIRONMENT = "environment";
  private static final String COMPONENT = "component";
  private static final String RELEASE = "release";
  private static final String PORT = "port";
  private static final String STOP_GRACE = "stop-grace-millis";

  /** Of an instance that was started before its grace was written down. */
  private static final Duration USUAL_STOP_GRACE = Duration.ofSeconds(20);

  private InstanceLabels() {}

  static Map<String, String> of(InstanceSpec spec, OptionalInt port) {
    Map<String, String> labels = new TreeMap<>();
    labels.put(ENVIRONMENT, spec.environment().text());
    labels.put(COMPONENT, spec.component().text());
    labels.put(RELEASE, spec.release());
    labels.put(STOP_GRACE, String.valueOf(spec.workload().stopGrace().toMillis()));
    port.ifPresent(number -> labels.put(PORT, String.valueOf(number)));
    return labels;
  }

  static OptionalInt port(Keeper keeper) {
    String port = keeper.labels().getOrDefault(PORT, "");
    if (port.isEmpty()) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(Integer.parseInt(port));
  }

  static Instance instance(Keeper keeper) {
    Map<String, String> labels = keeper.labels();
    OptionalInt port = port(keeper);
    return new Instance(
        new InstanceId(keeper.folder().getFileName().toString()),
        new EnvironmentName(labels.getOrDefault(ENVIRONMENT, "")),
        new ComponentName(labels.getOrDefault(COMPONENT, "")),
        labels.getOrDefault(RELEASE, ""),
        port.isPresent()
            ? Optional.of(new Upstream(InstanceProcess.HOST, port.getAsInt()))
            : Optional.empty(),
        state(keeper.state()),
        stopGrace(labels),
        keeper.note());
  }

  private static Duration stopGrace(Map<String, String> labels) {
    String millis = labels.getOrDefault(STOP_GRACE, "");
    return millis.isEmpty() ? USUAL_STOP_GRACE : Duration.ofMillis(Long.parseLong(millis));
  }

  /** Whether a keeper's instance is stopped and of the same component in the same environment. */
  static boolean isStoppedSibling(Keeper keeper, Instance other) {
    Instance instance = instance(keeper);
    return instance.state().phase() == InstanceState.Phase.STOPPED
        && instance.environment().equals(other.environment())
        && instance.component().equals(other.component());
  }

  /** When the process of a keeper ended last. */
  static Instant ended(Keeper keeper) {
    return keeper.state().last().map(KeptState.LastRun::ended).orElse(Instant.EPOCH);
  }

  private static InstanceState state(KeptState state) {
    return new InstanceState(
        phase(state),
        state.restarts(),
        state.last().map(KeptState.LastRun::code),
        detail(state, state.last().map(InstanceLabels::end).orElse("ended")));
  }

  private static InstanceState.Phase phase(KeptState state) {
    return switch (state) {
      case KeptState.Starting _ -> InstanceState.Phase.STARTING;
      case KeptState.Running _ -> InstanceState.Phase.RUNNING;
      case KeptState.Unkept _ -> InstanceState.Phase.UNKEPT;
      case KeptState.Waiting _ -> InstanceState.Phase.RESTARTING;
      case KeptState.Ended ended when ended.reason() == KeptState.Reason.STOPPED ->
          InstanceState.Phase.STOPPED;
      case KeptState.Ended _ -> InstanceState.Phase.FAILED;
    };
  }

  private static String detail(KeptState state, String end) {
    return switch (state) {
      case KeptState.Starting _ -> "starting";
      case KeptState.Running running -> "running as process " + running.pid();
      case KeptState.Unkept unkept -> "running as process " + unkept.pid() + ", without a keeper";
      case KeptState.Waiting _ -> end + ", starts again soon";
      case KeptState.Ended ended ->
          switch (ended.reason()) {
            case STOPPED -> "stopped";
            case FINISHED -> end;
            case GAVE_UP -> end + ", as every time before: not started again";
            case LOST -> "gone with its keeper: both were killed, or the machine was restarted";
          };
    };
  }

  private static String end(KeptState.LastRun last) {
    int code = last.code();
    if (code < 0) {
      return "ended while nobody watched";
    }
    if (code > 128) {
      return "ended by signal " + (code - 128);
    }
    return "ended with exit code " + code;
  }
}
