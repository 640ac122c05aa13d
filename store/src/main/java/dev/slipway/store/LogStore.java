package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * The output of steps, one append-only file a log with a line index beside it; safe for use by many
 * threads and processes, as long as each log has one writer.
 *
 * <p>Bytes are stored as they come: whoever writes has masked them.
 */
public final class LogStore {
  private final Path root;
  private final InstantSource clock;

  /** The logs below {@code root}, which is made when the first is written. */
  public LogStore(Path root, InstantSource clock) {
    this.root = root;
    this.clock = clock;
  }

  /** A writer at the end of the log, which is made if it is not there. */
  public LogWriter open(LogId id) {
    return LogWriter.open(file(id), clock);
  }

  /**
   * A reader of the log, which may still be written.
   *
   * @throws SlipwayException NOT_FOUND if nobody ever opened it for writing
   */
  public LogReader read(LogId id) {
    if (!contains(id)) {
      throw new SlipwayException(ErrorCode.NOT_FOUND, "There is no log '" + id + "' in " + root);
    }
    return LogReader.open(file(id));
  }

  /** Whether the log was ever opened for writing. */
  public boolean contains(LogId id) {
    return Files.exists(file(id));
  }

  /** The file that holds the log's bytes. */
  public Path file(LogId id) {
    return root.resolve(id.value() + ".log");
  }
}
