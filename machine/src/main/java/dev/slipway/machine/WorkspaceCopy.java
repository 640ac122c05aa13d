package dev.slipway.machine;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/*
 * Why files are copied (docs/adr/0005-a-run-works-on-a-copy.md has the figures): an overlay mount of
 * the working tree would show the ignored files, needs root, and changes under the steps whenever
 * the user saves a file. The copy is the state of one moment; on a file system that can share blocks
 * large files cost nothing.
 */
/**
 * A copy of a working tree that steps may change: its tracked and unignored files as they are now,
 * committed or not, and a repository of its own that shares the original's objects.
 *
 * @param folder where it is
 * @param files how many files it holds
 * @param bytes how many bytes they hold
 */
public record WorkspaceCopy(Path folder, int files, long bytes) {
  private static final String OWN_FOLDER = ".slipway";

  /**
   * Copies the working tree of a repository into a folder that is empty or not there yet. The
   * original is only read. Submodules are empty folders, as after a checkout without them.
   */
  public static WorkspaceCopy make(Git source, Path target) {
    try {
      List<String> files = new ArrayList<>();
      for (String file : source.files()) {
        if (isWanted(file)) {
          files.add(file);
        }
      }
      TreeCopy copy = new TreeCopy(source.root(), target, ServerUser.ourselves());
      copy.some(files);
      if (!GitReplica.make(source.root(), target)) {
        source.cloneInto(target);
      }
      return new WorkspaceCopy(target, copy.files(), copy.bytes());
    } catch (IOException e) {
      throw cannotCopy(source.root(), target, e);
    }
  }

  /** Copies a folder that is in no repository, whole, into one that is not inside it. */
  public static WorkspaceCopy ofFolder(Path source, Path target) {
    try {
      List<String> files = new ArrayList<>();
      Files.walkFileTree(source, new Lister(source, target.toAbsolutePath(), files));
      TreeCopy copy = new TreeCopy(source, target, ServerUser.ourselves());
      copy.some(files);
      return new WorkspaceCopy(target, copy.files(), copy.bytes());
    } catch (IOException e) {
      throw cannotCopy(source, target, e);
    }
  }

  /** Not our own folder, and not a repository inside this one, which git names with a slash. */
  private static boolean isWanted(String file) {
    return !file.startsWith(OWN_FOLDER + "/") && !file.endsWith("/");
  }

  private static SlipwayException cannotCopy(Path source, Path target, IOException cause) {
    return new SlipwayException(
        ErrorCode.MACHINE,
        "Cannot copy " + source + " to " + target + ": " + cause.getMessage(),
        cause);
  }

  private static final class Lister extends SimpleFileVisitor<Path> {
    private final Path source;
    private final Path target;
    private final List<String> files;

    Lister(Path source, Path target, List<String> files) {
      this.source = source;
      this.target = target;
      this.files = files;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      if (folder.equals(source.resolve(OWN_FOLDER)) || folder.toAbsolutePath().equals(target)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      files.add(source.relativize(file).toString());
      return FileVisitResult.CONTINUE;
    }
  }
}
