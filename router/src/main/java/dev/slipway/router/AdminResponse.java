package dev.slipway.router;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.util.Arrays;

/**
 * What the router answers on its admin socket.
 *
 * @param status of HTTP
 * @param body JSON, or the text of the metrics
 */
record AdminResponse(int status, String body) {
  static final int OK = 200;

  static AdminResponse of(String body) {
    return new AdminResponse(OK, body);
  }

  /** The answer of a call that could not be done; {@link #orThrow} makes the fault of it again. */
  static AdminResponse fault(SlipwayException fault) {
    String message = String.valueOf(fault.getMessage());
    String body =
        Json.object(
            json -> {
              json.writeStringProperty("code", fault.code().name());
              json.writeStringProperty("message", message);
            });
    return new AdminResponse(fault.code().httpStatus(), body);
  }

  /** The body of a call that was done; the router's own fault of one that was not. */
  String orThrow() {
    if (status == OK) {
      return body;
    }
    JsonFields fault = JsonFields.parse(body);
    throw new SlipwayException(
        code(fault.optionalText("code").orElse("")),
        fault.optionalText("message").orElse("the router answered " + status));
  }

  /** A router of another version may know codes that this program does not. */
  private static ErrorCode code(String name) {
    return Arrays.stream(ErrorCode.values())
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElse(ErrorCode.INTERNAL);
  }
}
