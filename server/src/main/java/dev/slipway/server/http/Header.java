package dev.slipway.server.http;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;

/** A header of an answer. */
public record Header(String name, String value) {
  /** Refuses what would begin another header. */
  public Header {
    if (name.isEmpty() || !(name + value).chars().allMatch(each -> each >= ' ' && each != 0x7f)) {
      throw new SlipwayException(
          ErrorCode.INTERNAL, "the header '" + name + "' has a control character in it");
    }
  }
}
