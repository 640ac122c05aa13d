package dev.slipway.machine;

/**
 * A release of a tool: major, minor and patch, and a pre-release text that is empty for a final
 * one.
 */
public record Version(int major, int minor, int patch, String prerelease)
    implements Comparable<Version> {
  /** A final release. */
  public static Version of(int major, int minor, int patch) {
    return new Version(major, minor, patch, "");
  }

  @Override
  public int compareTo(Version other) {
    if (major != other.major) {
      return Integer.compare(major, other.major);
    }
    if (minor != other.minor) {
      return Integer.compare(minor, other.minor);
    }
    if (patch != other.patch) {
      return Integer.compare(patch, other.patch);
    }
    return VersionText.comparePrereleases(prerelease, other.prerelease);
  }

  @Override
  public String toString() {
    String release = major + "." + minor + "." + patch;
    return prerelease.isEmpty() ? release : release + "-" + prerelease;
  }
}
