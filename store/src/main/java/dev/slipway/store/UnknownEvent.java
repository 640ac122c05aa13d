package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;

/**
 * An event whose type (or version) no registered codec reads, kept as the JSON it came as and
 * written back byte for byte.
 *
 * @param type the type name in the entry
 * @param version the version in the entry
 * @param json the event's JSON object, on one line
 */
public record UnknownEvent(String type, int version, String json) implements Event {
  /** Refuses JSON that would break the one-line form. */
  public UnknownEvent {
    if (json.indexOf('\n') >= 0 || json.indexOf('\r') >= 0) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT, "The JSON of an unknown event must stand on one line");
    }
  }
}
