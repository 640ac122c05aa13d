package dev.slipway.machine;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The user a database server runs as: ourselves, or somebody else when we are root, since
 * PostgreSQL refuses root.
 *
 * @param id the user's and group's number
 * @param ownsFiles whether files must be given to that user
 * @param prefix the command that switches to the user, to be put before another one
 */
record ServerUser(int id, boolean ownsFiles, List<String> prefix) {
  private static final int NOBODY = 65_534;
  private static final Path FOR_ROOT = Path.of("/var/cache/slipway");

  ServerUser {
    prefix = List.copyOf(prefix);
  }

  /** Ourselves, whoever that is. */
  static ServerUser ourselves() {
    return new ServerUser(ownId(), false, List.of());
  }

  static ServerUser choose() {
    int own = ownId();
    if (own != 0) {
      return ourselves();
    }
    Optional<Integer> other = UserIds.mapped().stream().filter(id -> id == NOBODY).findFirst();
    other = other.or(() -> UserIds.mapped().stream().filter(id -> id > 0).findFirst());
    if (other.isPresent()) {
      return new ServerUser(other.get(), true, switchTo(other.get()));
    }
    return new ServerUser(NOBODY, false, nestedNamespace());
  }

  String folderName() {
    return "clusters-" + id;
  }

  /** The cache folder, or one that every user can reach when this user cannot reach it. */
  Path reachableCache(Path wanted) {
    if (canReach(wanted)) {
      return wanted;
    }
    return FOR_ROOT;
  }

  /** Whether this user can enter a folder. */
  boolean canReach(Path folder) {
    return !ownsFiles || isReachable(folder);
  }

  /** Gives a file or folder to this user; its group does not matter. */
  void own(Path path) throws IOException {
    if (!ownsFiles) {
      return;
    }
    Files.setAttribute(path, "unix:uid", id, LinkOption.NOFOLLOW_LINKS);
  }

  private static List<String> switchTo(int id) {
    if (Programs.find("setpriv").isPresent()) {
      return List.of("setpriv", "--reuid=" + id, "--regid=" + id, "--clear-groups");
    }
    if (id == NOBODY && Programs.find("runuser").isPresent()) {
      return List.of("runuser", "-u", "nobody", "--");
    }
    throw new SlipwayException(
        ErrorCode.TOOL_MISSING,
        "PostgreSQL does not run as root, and there is no program to switch to another user:"
            + " install util-linux (setpriv), or run Slipway as an ordinary user");
  }

  /** Root of a namespace that knows no other user becomes nobody in one below it. */
  private static List<String> nestedNamespace() {
    if (Programs.find("unshare").isEmpty()) {
      throw new SlipwayException(
          ErrorCode.TOOL_MISSING,
          "PostgreSQL does not run as root, and this user namespace has no other user: install"
              + " util-linux (unshare), or run Slipway as an ordinary user");
    }
    List<String> prefix = new ArrayList<>();
    prefix.addAll(
        List.of("unshare", "--user", "--map-user=" + NOBODY, "--map-group=" + NOBODY, "--"));
    return prefix;
  }

  private static boolean isReachable(Path wanted) {
    for (Path folder = wanted.toAbsolutePath(); folder != null; folder = folder.getParent()) {
      try {
        if (Files.exists(folder)
            && !Files.getPosixFilePermissions(folder)
                .contains(PosixFilePermission.OTHERS_EXECUTE)) {
          return false;
        }
      } catch (IOException e) {
        return false;
      }
    }
    return true;
  }

  private static int ownId() {
    return UserIds.own();
  }
}
