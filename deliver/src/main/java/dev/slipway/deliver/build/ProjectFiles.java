package dev.slipway.deliver.build;

import dev.slipway.machine.Git;
import dev.slipway.machine.Head;
import dev.slipway.machine.WorkspaceCopy;
import dev.slipway.store.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files of a project that count: tracked and unignored ones, as they are now; all of a folder
 * that is in no repository.
 *
 * @param top the folder that is copied for a build: that of the repository, else of the project
 * @param project the folder of the project, relative to {@code top}
 * @param names relative to {@code top}, with slashes, sorted
 */
record ProjectFiles(Path top, Path project, List<String> names, Optional<Git> git) {
  private static final String OWN_FOLDER = ".slipway/";

  static ProjectFiles of(Path root) {
    Optional<Git> git = Git.find(root);
    Path top = git.map(Git::root).orElse(root);
    Path project = top.relativize(root);
    List<String> names = git.map(Git::files).orElseGet(() -> list(root));
    String own = slashed(project) + OWN_FOLDER;
    return new ProjectFiles(
        top,
        project,
        names.stream()
            .filter(name -> !name.startsWith(own) && !name.endsWith("/"))
            .sorted()
            .toList(),
        git);
  }

  /** What is checked out, and whether files of the project differ from it. */
  ReleaseSource source() {
    if (git.isEmpty()) {
      return ReleaseSource.UNVERSIONED;
    }
    Optional<Head> head = git.get().head();
    if (head.isEmpty()) {
      return ReleaseSource.UNVERSIONED;
    }
    return new ReleaseSource(
        Optional.of(head.get().commit().id()),
        head.get().branch(),
        head.get().commit().subject(),
        Optional.of(head.get().commit().committed()),
        !git.get().isClean());
  }

  /** The digest of the files of a component that can change its result. */
  Digest digest(ComponentSpec component, boolean whole) {
    String folder = slashed(project.resolve(component.folder()));
    FilePatterns inputs = FilePatterns.of(component.recipe().inputs());
    Fingerprint fingerprint = new Fingerprint();
    try {
      for (String name : names) {
        if (whole || isInput(name, folder, inputs)) {
          fingerprint.addFile(top, name);
        }
      }
    } catch (IOException e) {
      throw FileTree.fault("read", top, e);
    }
    return fingerprint.digest();
  }

  private static boolean isInput(String name, String folder, FilePatterns inputs) {
    if (!name.startsWith(folder)) {
      return false;
    }
    return inputs.isEmpty() || inputs.match(name.substring(folder.length()));
  }

  /** Copies them all, and answers the project's folder in the copy. */
  Path copyTo(Path target) {
    if (git.isPresent()) {
      WorkspaceCopy.make(git.get(), target);
    } else {
      WorkspaceCopy.ofFolder(top, target);
    }
    return target.resolve(project).normalize();
  }

  private static String slashed(Path folder) {
    String text = folder.normalize().toString();
    return text.isEmpty() ? "" : text + "/";
  }

  private static List<String> list(Path root) {
    try {
      return FileTree.list(root);
    } catch (IOException e) {
      throw FileTree.fault("list", root, e);
    }
  }
}
