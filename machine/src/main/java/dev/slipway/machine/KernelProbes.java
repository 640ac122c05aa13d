package dev.slipway.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the kernel and the file system allow, found out by trying it where nothing is left. */
final class KernelProbes {
  private static final String MOUNT =
      "mkdir lower upper work merged && mount -t overlay overlay"
          + " -o lowerdir=lower,upperdir=upper,workdir=work merged";

  private KernelProbes() {}

  static Probe userNamespaces() {
    if (Programs.find("unshare").isEmpty()) {
      return Probe.missing("unshare not found").advising("apt install util-linux (Linux only)");
    }
    Command.Answer answer = Command.of("unshare", "--user", "--map-root-user", "true").run();
    if (answer.succeeded()) {
      return Probe.present("allowed");
    }
    return Probe.missing(reason(answer))
        .advising(
            "sysctl -w kernel.unprivileged_userns_clone=1, and on Ubuntu"
                + " kernel.apparmor_restrict_unprivileged_userns=0");
  }

  /** Mounts in a mount namespace of its own, which goes with the command. */
  static Probe overlay() {
    if (Programs.find("unshare").isEmpty()) {
      return Probe.missing("unshare not found").advising("apt install util-linux (Linux only)");
    }
    boolean root = UserIds.own() == 0;
    try {
      Path folder = Files.createTempDirectory(Lifetime.FOLDER_PREFIX + "overlay-");
      try {
        String script = "cd '" + folder + "' && " + MOUNT;
        Command.Answer answer =
            root
                ? Command.of("unshare", "--mount", "sh", "-c", script).run()
                : Command.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script)
                    .run();
        if (answer.succeeded()) {
          return Probe.present(root ? "as root" : "in a user namespace");
        }
        return Probe.missing(reason(answer))
            .advising("a kernel of 5.11 or newer with user namespaces, or root");
      } finally {
        Folders.delete(folder);
      }
    } catch (IOException e) {
      return Probe.missing(String.valueOf(e.getMessage()));
    }
  }

  /** Source: cgroups(7): with version 2, /proc/self/cgroup is one line, {@code 0::/path}. */
  static Probe controlGroups() {
    Path mount = Path.of("/sys/fs/cgroup");
    if (!Files.exists(mount.resolve("cgroup.controllers"))) {
      return Probe.missing("no control groups of version 2")
          .advising("boot with systemd.unified_cgroup_hierarchy=1 (Linux only)");
    }
    try {
      List<String> lines = Files.readAllLines(Path.of("/proc/self/cgroup"));
      String own = lines.isEmpty() ? "" : lines.getLast().replaceFirst("^0::/?", "");
      Path folder = mount.resolve(own);
      if (Files.isWritable(folder.resolve("cgroup.procs"))) {
        return Probe.present("version 2, writable (" + folder + ")");
      }
      return Probe.missing("version 2, but " + folder + " is not ours to write")
          .advising("systemd-run --user --scope -p Delegate=yes slipway ...");
    } catch (IOException e) {
      return Probe.missing(String.valueOf(e.getMessage()));
    }
  }

  static Probe reflink(Path folder) {
    try {
      Files.createDirectories(folder);
      Path from = Files.createTempFile(folder, "reflink", ".from");
      Path to = folder.resolve(from.getFileName() + ".to");
      try {
        Files.writeString(from, "x".repeat(8192));
        Command.Answer answer =
            Command.of("cp", "--reflink=always", from.toString(), to.toString()).run();
        if (answer.succeeded()) {
          return Probe.present(Files.getFileStore(folder).type() + " at " + folder);
        }
        return Probe.missing(Files.getFileStore(folder).type() + " at " + folder + " has none")
            .advising("a workspace on btrfs or xfs; files are copied otherwise");
      } finally {
        Files.deleteIfExists(from);
        Files.deleteIfExists(to);
      }
    } catch (IOException e) {
      return Probe.missing(String.valueOf(e.getMessage()));
    }
  }

  private static String reason(Command.Answer answer) {
    return answer.errors().lines().findFirst().orElse("code " + answer.code()).strip();
  }
}
