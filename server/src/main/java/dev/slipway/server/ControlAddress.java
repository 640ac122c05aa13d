package dev.slipway.server;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.EventFields;
import dev.slipway.store.JsonText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Where the controller of a state folder listens, and the token it wants: the file {@code
 * control.json}, which only its owner can read.
 *
 * @param pid the controller's process
 */
record ControlAddress(int port, String token, long pid) {
  private static final String NAME = "control.json";

  /** What the state folder says; empty when no controller has said anything. */
  static Optional<ControlAddress> read(Path stateFolder) {
    try {
      EventFields fields = JsonText.read(Files.readAllBytes(stateFolder.resolve(NAME)));
      return Optional.of(
          new ControlAddress(
              Math.toIntExact(fields.number("port")), fields.text("token"), fields.number("pid")));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (SlipwayException e) {
      // Written by a controller that a power cut met; the next one writes it anew.
      return Optional.empty();
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "cannot read " + stateFolder.resolve(NAME) + ": " + e, e);
    }
  }

  /** Puts this in the place of whatever the state folder said. */
  void write(Path stateFolder) {
    byte[] text =
        JsonText.object(
            json -> {
              json.writeNumberProperty("port", port);
              json.writeStringProperty("token", token);
              json.writeNumberProperty("pid", pid);
            });
    Path fresh = stateFolder.resolve(NAME + "." + pid);
    try {
      Files.deleteIfExists(fresh);
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try (FileChannel file = FileChannel.open(fresh, Set.of(StandardOpenOption.WRITE))) {
        file.write(ByteBuffer.wrap(text));
        file.force(true);
      }
      Files.move(fresh, stateFolder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new SlipwayException(ErrorCode.MACHINE, "cannot write " + fresh + ": " + e, e);
    }
  }

  /** Takes this back, unless another controller has put its own there since. */
  void remove(Path stateFolder) {
    if (read(stateFolder).filter(this::equals).isPresent()) {
      try {
        Files.deleteIfExists(stateFolder.resolve(NAME));
      } catch (IOException e) {
        // A file that names nobody is found out by whoever follows it.
      }
    }
  }

  @Override
  public String toString() {
    return "127.0.0.1:" + port;
  }
}
