package dev.slipway.machine;

/** Something that Slipway uses on a machine, with what it is for and how to get it. */
public enum Facility {
  /** The git command. */
  GIT("git", "reads the repository", "git", "git"),
  /** The default shell of run steps. */
  BASH("bash", "runs steps", "bash", "bash"),
  /** The small shell that starts steps. */
  DASH("dash", "starts a step in 0.4 ms instead of 3 ms", "dash", ""),
  /** Unpacks archives. */
  TAR("tar and xz", "unpack archives quickly", "tar xz-utils", "xz"),
  /** CPython with its venv module. */
  PYTHON("Python", "setup-python", "python3 python3-venv", "python"),
  /** Node.js. */
  NODE("Node.js", "JavaScript actions and setup-node", "nodejs npm", "node"),
  /** A JDK for workflows. */
  JAVA("Java", "setup-java", "default-jdk", "openjdk"),
  /** Go. */
  GO("Go", "setup-go", "golang", "go"),
  /** The embedded PostgreSQL. */
  POSTGRES("PostgreSQL", "postgres services without a container engine", "", ""),
  /** Docker or Podman. */
  CONTAINER_ENGINE(
      "container engine", "containers and Docker actions", "docker.io", "colima docker"),
  /** Unprivileged user namespaces. */
  USER_NAMESPACES("user namespaces", "a sandbox for jobs", "", ""),
  /** Overlay mounts. */
  OVERLAY("overlay mounts", "a sandbox for jobs", "", ""),
  /** Control groups, version 2, that we may write to. */
  CGROUPS("control groups", "limits of memory and processors", "", ""),
  /** Copies that share blocks. */
  REFLINK("reflink copies", "large workspaces at no cost", "", "");

  private final String title;
  private final String use;
  private final String debianPackages;
  private final String brewPackages;

  Facility(String title, String use, String debianPackages, String brewPackages) {
    this.title = title;
    this.use = use;
    this.debianPackages = debianPackages;
    this.brewPackages = brewPackages;
  }

  /** Its name as people write it. */
  public String title() {
    return title;
  }

  /** What Slipway does with it. */
  public String use() {
    return use;
  }

  /** How to get it on Debian and Ubuntu, or on macOS; empty when no package brings it. */
  String packageAdvice(boolean mac) {
    String packages = mac ? brewPackages : debianPackages;
    if (packages.isEmpty()) {
      return "";
    }
    return (mac ? "brew install " : "apt install ") + packages;
  }
}
