package dev.slipway.deliver;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.EventFields;
import tools.jackson.core.JsonGenerator;

/** The fields of a move within an event. */
final class MoveFormat {
  private MoveFormat() {}

  /** The name of a kind of move, as written. */
  static String name(Move move) {
    return switch (move) {
      case Move.Check check -> "check";
      case Move.Approve approve -> "approve";
      case Move.Migrate migrate -> "migrate";
      case Move.Start start -> "start";
      case Move.Probe probe -> "probe";
      case Move.Shift shift -> "shift";
      case Move.Replace replace -> "replace";
      case Move.Verify verify -> "verify";
      case Move.Promote promote -> "promote";
      case Move.Watch watch -> "watch";
      case Move.Retire retire -> "retire";
      case Move.Contract contract -> "contract";
      case Move.Restore restore -> "restore";
      case Move.Discard discard -> "discard";
    };
  }

  static void write(Move move, JsonGenerator json) {
    json.writeStringProperty("move", name(move));
    if (move instanceof Move.Shift(int step, int percent)) {
      json.writeNumberProperty("step", step);
      json.writeNumberProperty("percent", percent);
    }
    if (move instanceof Move.Replace(int step, int steps)) {
      json.writeNumberProperty("step", step);
      json.writeNumberProperty("steps", steps);
    }
    if (move instanceof Move.Verify verify) {
      json.writeNumberProperty("step", verify.step());
      json.writeNumberProperty("holdMillis", verify.hold().toMillis());
    }
    if (move instanceof Move.Watch watch) {
      json.writeNumberProperty("holdMillis", watch.hold().toMillis());
    }
  }

  static Move read(EventFields fields) {
    String name = fields.text("move");
    return switch (name) {
      case "check" -> new Move.Check();
      case "approve" -> new Move.Approve();
      case "migrate" -> new Move.Migrate();
      case "start" -> new Move.Start();
      case "probe" -> new Move.Probe();
      case "shift" -> new Move.Shift(number(fields, "step"), number(fields, "percent"));
      case "replace" -> new Move.Replace(number(fields, "step"), number(fields, "steps"));
      case "verify" -> new Move.Verify(number(fields, "step"), fields.millis("holdMillis"));
      case "promote" -> new Move.Promote();
      case "watch" -> new Move.Watch(fields.millis("holdMillis"));
      case "retire" -> new Move.Retire();
      case "contract" -> new Move.Contract();
      case "restore" -> new Move.Restore();
      case "discard" -> new Move.Discard();
      default -> throw new SlipwayException(ErrorCode.CORRUPT, "no move is called '" + name + "'");
    };
  }

  private static int number(EventFields fields, String name) {
    return Math.toIntExact(fields.number(name));
  }
}
