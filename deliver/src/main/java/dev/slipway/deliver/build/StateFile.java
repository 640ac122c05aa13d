package dev.slipway.deliver.build;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** A small file that is there whole or not at all, also after a power cut. */
record StateFile(Path path) {
  /** Replaces the content. */
  void write(byte[] content) {
    Path folder = FileTree.parent(path);
    Path fresh =
        folder.resolve(
            path.getFileName() + "." + Long.toHexString(ThreadLocalRandom.current().nextLong()));
    try {
      Files.createDirectories(folder);
      try (FileOutputStream file = new FileOutputStream(fresh.toFile())) {
        file.write(content);
        file.getFD().sync();
      }
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw FileTree.fault("write", path, e);
    }
  }

  /** The content, if it is there. */
  Optional<byte[]> read() {
    try {
      return Optional.of(Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw FileTree.fault("read", path, e);
    }
  }
}
