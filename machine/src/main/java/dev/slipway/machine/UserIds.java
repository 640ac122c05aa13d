package dev.slipway.machine;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The numbers of users: ours, and those that exist in our user namespace. */
final class UserIds {
  private static final int NOBODY = 65_534;

  private UserIds() {}

  /** The number of the user this program runs as. */
  static int own() {
    Path self = Path.of("/proc/self");
    try {
      if (Files.exists(self)) {
        return (Integer) Files.getAttribute(self, "unix:uid");
      }
      Path probe = Files.createTempFile("slipway-", ".user");
      int id = (Integer) Files.getAttribute(probe, "unix:uid");
      Files.delete(probe);
      return id;
    } catch (IOException e) {
      throw new SlipwayException(ErrorCode.MACHINE, "Cannot find out which user this is", e);
    }
  }

  /**
   * One candidate from each range of users of our namespace: nobody where it is inside, else the
   * highest. Source: user_namespaces(7), /proc/PID/uid_map: first inside, first outside, length.
   */
  static List<Integer> mapped() {
    List<Integer> ids = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/uid_map"))) {
        String[] fields = line.strip().split("\\s+", -1);
        long first = Long.parseLong(fields[0]);
        long last = first + Long.parseLong(fields[2]) - 1;
        ids.add(first <= NOBODY && NOBODY <= last ? NOBODY : (int) last);
      }
    } catch (IOException e) {
      ids.add(NOBODY);
    }
    return ids;
  }
}
