package dev.slipway.cli;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A change to the demo's copy of the application, as a developer would make it. */
enum DemoPatch {
  /** The health answer says a little more. */
  GOOD(
      "backend/harbor/health.py",
      "return jsonify(status=\"up\", database",
      "return jsonify(status=\"up\", harbor=\"open\", database"),
  /** Every fifth call of the API fails. */
  BAD(
      "backend/harbor/app.py",
      "    errors.init_app(app)\n",
      """
          errors.init_app(app)

          @app.before_request
          def _careless() -> None:
              import random

              from flask import request

              if request.path.startswith("/api") and random.random() < 0.2:
                  raise RuntimeError("a careless change")

      """);

  private final String file;
  private final String old;
  private final String fresh;

  DemoPatch(String file, String old, String fresh) {
    this.file = file;
    this.old = old;
    this.fresh = fresh;
  }

  /** Makes the change in the application at {@code root}. */
  void apply(Path root) {
    Path path = root.resolve(file);
    try {
      String text = Files.readString(path);
      if (!text.contains(old)) {
        throw new SlipwayException(ErrorCode.INTERNAL, "the demo's change no longer fits " + file);
      }
      Files.writeString(path, text.replace(old, fresh));
    } catch (IOException e) {
      throw new SlipwayException(ErrorCode.MACHINE, "cannot change " + path + ": " + e, e);
    }
  }
}
