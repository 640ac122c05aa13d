package dev.slipway.server.git;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * The settings of git on this machine as hosting sees them: none. What a user has configured for
 * himself must not change how a server treats a push, and no git is started to find it out.
 */
final class OwnSettings extends SystemReader.Delegate {
  private OwnSettings(SystemReader machine) {
    super(machine);
  }

  /** From now on JGit asks nobody else. */
  static synchronized void install() {
    SystemReader current = SystemReader.getInstance();
    if (!(current instanceof OwnSettings)) {
      SystemReader.setInstance(new OwnSettings(current));
    }
  }

  @Override
  public FileBasedConfig openSystemConfig(Config parent, FS files) {
    return new Nothing(parent, files);
  }

  @Override
  public FileBasedConfig openUserConfig(Config parent, FS files) {
    return new Nothing(parent, files);
  }

  @Override
  public FileBasedConfig openJGitConfig(Config parent, FS files) {
    return new Nothing(parent, files);
  }

  /** A configuration without a file. */
  private static final class Nothing extends FileBasedConfig {
    Nothing(Config parent, FS files) {
      super(parent, new java.io.File("/dev/null"), files);
    }

    @Override
    public void load() {}

    @Override
    public void save() {}

    @Override
    public boolean isOutdated() {
      return false;
    }
  }
}
