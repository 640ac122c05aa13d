package dev.slipway.store;

import java.util.Set;
import tools.jackson.core.JsonGenerator;

/**
 * How one family of events is written as JSON and read back; stateless and safe for use by many
 * threads.
 *
 * <p>A field is never renamed nor given another meaning within a version. A reader asks for the
 * fields it knows, so that a field may be added without a new one.
 *
 * @param <E> the sealed interface of the family
 */
public interface EventCodec<E extends Event> {
  /** The sealed interface of the family. */
  Class<E> family();

  /** The names of all types of the family, each unique among all rooms. */
  Set<String> types();

  /** The newest version of {@code type} this codec reads, and the one it writes; 1 or more. */
  default int version(String type) {
    return 1;
  }

  /** The type name of {@code event}. */
  String type(E event);

  /** Writes the fields of {@code event}; the braces around them are already taken care of. */
  void write(E event, JsonGenerator json);

  /**
   * Makes an event of {@code type} from its fields.
   *
   * @param version from 1 to {@link #version}
   */
  E read(String type, int version, EventFields fields);
}
