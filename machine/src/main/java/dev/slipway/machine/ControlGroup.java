package dev.slipway.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The kernel's limits for one kept process and all it starts: control groups of its own.
 *
 * <p>Source: the kernel's admin-guide/cgroup-v2, and cgroup-v1 (memory, pids) with sched-bwc for
 * machines that still have the first version.
 */
record ControlGroup(Path mount, String name, Limits limits) {
  private static final Path MOUNT = Path.of("/sys/fs/cgroup");
  private static final String OURS = "slipway";
  private static final int PERIOD_MICROS = 100_000;

  /** One controller with the files to write, in order. */
  private record Setting(String controller, Map<String, String> files) {}

  static ControlGroup of(String marker, Limits limits) {
    return new ControlGroup(MOUNT, marker.replaceAll("[^A-Za-z0-9._-]", "-"), limits);
  }

  /**
   * Makes the groups that the process has to enter; none when there are no limits.
   *
   * @throws IOException when this machine does not let us
   */
  List<Path> make() throws IOException {
    if (limits.isEmpty()) {
      return List.of();
    }
    return isSecondVersion() ? makeOne() : makeEach();
  }

  /** Removes the groups, which must be empty of processes. */
  void remove() {
    for (Path group : groups()) {
      try {
        Files.deleteIfExists(group);
      } catch (IOException e) {
        // A process is just on its way out: an empty group costs nothing.
      }
    }
  }

  private boolean isSecondVersion() {
    return Files.exists(mount.resolve("cgroup.controllers"));
  }

  /** Where they are, or would be. */
  List<Path> groups() {
    if (isSecondVersion()) {
      return List.of(mount.resolve(OURS).resolve(name));
    }
    return List.of("memory", "cpu", "pids").stream().map(this::firstVersionGroup).toList();
  }

  private Path firstVersionGroup(String controller) {
    return mount.resolve(controller).resolve(OURS).resolve(name);
  }

  private List<Path> makeOne() throws IOException {
    Path ours = mount.resolve(OURS);
    Path group = ours.resolve(name);
    Files.createDirectories(group);
    for (Setting setting : secondVersion()) {
      enable(mount, setting.controller());
      enable(ours, setting.controller());
      write(group, setting.files());
    }
    return List.of(group);
  }

  private List<Path> makeEach() throws IOException {
    List<Path> groups = new ArrayList<>();
    for (Setting setting : firstVersion()) {
      Path group = firstVersionGroup(setting.controller());
      if (!Files.isDirectory(mount.resolve(setting.controller()))) {
        throw new IOException("this machine has no controller '" + setting.controller() + "'");
      }
      Files.createDirectories(group);
      write(group, setting.files());
      groups.add(group);
    }
    return groups;
  }

  private static void enable(Path group, String controller) throws IOException {
    Path control = group.resolve("cgroup.subtree_control");
    if (!List.of(Files.readString(control).strip().split(" ", -1)).contains(controller)) {
      Files.writeString(control, "+" + controller);
    }
  }

  private static void write(Path group, Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(group.resolve(file.getKey()), file.getValue());
    }
  }

  private List<Setting> secondVersion() {
    List<Setting> settings = new ArrayList<>();
    limits
        .memory()
        .ifPresent(
            bytes ->
                settings.add(
                    new Setting(
                        "memory",
                        new TreeMap<>(Map.of("memory.max", "" + bytes, "memory.oom.group", "1")))));
    limits
        .processors()
        .ifPresent(
            share ->
                settings.add(
                    new Setting("cpu", Map.of("cpu.max", quota(share) + " " + PERIOD_MICROS))));
    limits
        .processes()
        .ifPresent(count -> settings.add(new Setting("pids", Map.of("pids.max", "" + count))));
    return settings;
  }

  private List<Setting> firstVersion() {
    List<Setting> settings = new ArrayList<>();
    limits
        .memory()
        .ifPresent(
            bytes ->
                settings.add(new Setting("memory", Map.of("memory.limit_in_bytes", "" + bytes))));
    limits
        .processors()
        .ifPresent(
            share ->
                settings.add(
                    new Setting(
                        "cpu",
                        new TreeMap<>(
                            Map.of(
                                "cpu.cfs_period_us",
                                "" + PERIOD_MICROS,
                                "cpu.cfs_quota_us",
                                "" + quota(share))))));
    limits
        .processes()
        .ifPresent(count -> settings.add(new Setting("pids", Map.of("pids.max", "" + count))));
    return settings;
  }

  private static long quota(double share) {
    return Math.max(1_000, Math.round(share * PERIOD_MICROS));
  }
}
