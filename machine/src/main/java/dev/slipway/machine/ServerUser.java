package dev.slipway.machine;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;

/** The user a server runs as: ourselves, or nobody when we are root, as PostgreSQL refuses root. */
record ServerUser(boolean switched, int id) {
  private static final int NOBODY = 65_534;
  private static final Path FOR_ROOT = Path.of("/var/cache/slipway");

  static ServerUser choose() {
    return new ServerUser(ownId() == 0, ownId() == 0 ? NOBODY : ownId());
  }

  /** The command that switches to this user, to be put before another one. */
  List<String> prefix() {
    if (!switched) {
      return List.of();
    }
    return List.of("setpriv", "--reuid=" + id, "--regid=" + id, "--clear-groups");
  }

  String folderName() {
    return "clusters-" + id;
  }

  /** The cache folder, or one that every user can reach when this user cannot reach it. */
  Path reachableCache(Path wanted) {
    if (!switched || isReachable(wanted)) {
      return wanted;
    }
    return FOR_ROOT;
  }

  /** Gives a file or folder to this user. */
  void own(Path path) throws IOException {
    if (!switched) {
      return;
    }
    Files.setAttribute(path, "unix:uid", id, LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(path, "unix:gid", id, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isReachable(Path wanted) {
    Path folder = wanted.toAbsolutePath();
    while (folder != null) {
      try {
        if (Files.exists(folder)
            && !Files.getPosixFilePermissions(folder)
                .contains(PosixFilePermission.OTHERS_EXECUTE)) {
          return false;
        }
      } catch (IOException e) {
        return false;
      }
      folder = folder.getParent();
    }
    return true;
  }

  private static int ownId() {
    try {
      Path self = Path.of("/proc/self");
      return (Integer)
          Files.getAttribute(Files.exists(self) ? self : Path.of("/dev/null"), "unix:uid");
    } catch (IOException e) {
      throw new SlipwayException(ErrorCode.MACHINE, "Cannot find out which user this is", e);
    }
  }
}
