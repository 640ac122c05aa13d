package dev.slipway.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/*
 * A replica is a few small files: HEAD, index, references, configuration, and one line in
 * objects/info/alternates that names the original's objects. `git clone --shared` makes the same in
 * 15 ms more, forgets local branches and remote names, and leaves an index that git must compare
 * with every file again. Here the copied index stays true: files keep their time of change, and the
 * replica's configuration tells git to compare nothing else but that and the size.
 *
 * Hooks are left out, and so is whatever is in progress (a merge, a rebase).
 */
/** Gives a copied working tree a repository that shares the objects of the original. */
final class GitReplica {
  private static final List<String> OWN_FILES = List.of("HEAD", "index");
  private static final List<String> COMMON_FILES = List.of("packed-refs", "shallow", "config");
  private static final List<String> INFO_FILES = List.of("exclude", "attributes", "grafts");
  private static final String SETTINGS =
      """

      [core]
      \tbare = false
      \ttrustctime = false
      \tcheckStat = minimal
      \thooksPath = /dev/null
      \tfsmonitor = false
      \tuntrackedCache = false
      [gc]
      \tauto = 0
      """;

  /**
   * A step that pushes would push to the user's real remotes: every address becomes one that fails.
   */
  static final String NEVER_PUSHES =
      """
      [url "a-local-run-never-pushes://"]
      \tpushInsteadOf = ""
      """;

  private final GitLayout original;
  private final Path replica;

  private GitReplica(GitLayout original, Path replica) {
    this.original = original;
    this.replica = replica;
  }

  /** Makes the repository of a copied tree; false when the original is one we cannot replicate. */
  static boolean make(Path source, Path target) throws IOException {
    Optional<GitLayout> layout = GitLayout.of(source);
    if (layout.isEmpty() || !isPlain(layout.get())) {
      return false;
    }
    new GitReplica(layout.get(), target.resolve(".git")).make();
    return true;
  }

  /** References in files, one index, and a configuration that holds for any place. */
  private static boolean isPlain(GitLayout layout) throws IOException {
    Path config = layout.common().resolve("config");
    String text = Files.exists(config) ? Files.readString(config).toLowerCase(Locale.ROOT) : "";
    return Files.isDirectory(layout.common().resolve("refs"))
        && !Files.exists(layout.common().resolve("reftable"))
        && !Files.exists(layout.own().resolve("config.worktree"))
        && !text.contains("worktree")
        && !text.contains("[include")
        && !text.contains("splitindex");
  }

  private void make() throws IOException {
    Files.createDirectories(replica.resolve("objects/info"));
    Files.createDirectories(replica.resolve("objects/pack"));
    Files.createDirectories(replica.resolve("refs/heads"));
    Files.createDirectories(replica.resolve("refs/tags"));
    Files.createDirectories(replica.resolve("info"));
    Files.writeString(
        replica.resolve("objects/info/alternates"), original.objects().toRealPath() + "\n");
    copyIfThere(original.common(), replica, COMMON_FILES);
    copyIfThere(original.own(), replica, OWN_FILES);
    copyIfThere(original.common().resolve("info"), replica.resolve("info"), INFO_FILES);
    copyReferences();
    Path config = replica.resolve("config");
    String own = Files.exists(config) ? Files.readString(config) : "";
    Files.writeString(config, own + SETTINGS + NEVER_PUSHES);
  }

  private void copyReferences() throws IOException {
    Path from = original.common().resolve("refs");
    List<String> files = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(from)) {
      paths
          .filter(Files::isRegularFile)
          .forEach(path -> files.add(from.relativize(path).toString()));
    }
    new TreeCopy(from, replica.resolve("refs"), ServerUser.ourselves()).some(files);
  }

  private static void copyIfThere(Path from, Path to, List<String> names) throws IOException {
    for (String name : names) {
      Path file = from.resolve(name);
      if (Files.isRegularFile(file)) {
        Files.copy(file, to.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
