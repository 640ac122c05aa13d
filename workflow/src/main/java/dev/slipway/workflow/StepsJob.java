package dev.slipway.workflow;

import java.util.List;
import java.util.Optional;

/**
 * A job whose steps run on one runner.
 *
 * @param runsOn a label, a sequence of labels, or a mapping of group and labels
 * @param environment a name, or a mapping of name, url and deployment
 * @param timeoutMinutes 360 when absent
 * @param cancelTimeoutMinutes 5 when absent
 * @param container an image, or a mapping of image, env, ports, volumes, options, credentials
 * @param services from a service's name to what {@code container} takes, or a computed mapping
 * @param snapshot an image name, or a mapping of image-name, version and if
 */
public record StepsJob(
    JobHead head,
    Template runsOn,
    Optional<Template> environment,
    Template.Mapping env,
    Defaults defaults,
    Template.Mapping outputs,
    Optional<Template> timeoutMinutes,
    Optional<Template> cancelTimeoutMinutes,
    Optional<Template> continueOnError,
    Optional<Template> container,
    Optional<Template> services,
    Optional<Template> snapshot,
    List<Step> steps)
    implements Job {
  public StepsJob {
    steps = List.copyOf(steps);
  }
}
