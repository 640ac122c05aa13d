package dev.slipway.workflow;

import java.util.Optional;

/**
 * What the caller of a workflow allows it.
 *
 * @param job the calling job
 * @param explicit what the caller's file says; absent when the repository's default applies
 * @param most what is allowed in the end
 */
record Grant(CallJob job, Optional<Permissions> explicit, Permissions most) {
  static Grant of(CallJob job, PermissionsReader permissions) {
    return new Grant(job, job.permissions(), job.permissions().orElseGet(permissions::policy));
  }

  /** Reports what somebody in the called workflow asks for beyond the grant. */
  void check(String who, Permissions requested, Findings findings) {
    PermissionsReader.Excess excess = PermissionsReader.excess(requested, most);
    if (!excess.isEmpty()) {
      findings.error(
          job.position(),
          "call-permissions",
          "Error calling workflow '%s'. The %s is requesting '%s', but is only allowed '%s'."
              .formatted(job.uses().text(), who, excess.requested(), excess.allowed()),
          "give the calling job these permissions, or ask for less in the called workflow");
    }
  }
}
