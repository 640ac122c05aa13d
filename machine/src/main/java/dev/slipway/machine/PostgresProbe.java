package dev.slipway.machine;

import dev.slipway.fault.SlipwayException;

/** Whether the embedded PostgreSQL can run here. */
final class PostgresProbe {
  private PostgresProbe() {}

  static Probe probe() {
    if (!PostgresBinaries.isAvailable()) {
      return Probe.missing("this build holds none for this kind of machine")
          .advising("build Slipway on this kind of machine, or use a container engine");
    }
    try {
      ServerUser user = ServerUser.choose();
      String place = MemoryDisk.find().isPresent() ? "in memory" : "on the disk";
      return Probe.present(
          PostgresBinaries.knownVersion()
              + ", embedded, as user "
              + user.id()
              + ", databases "
              + place);
    } catch (SlipwayException e) {
      return Probe.missing(String.valueOf(e.getMessage())).advising("apt install util-linux");
    }
  }
}
