package dev.slipway.cli;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/**
 * What a person reads when a command cannot go on.
 *
 * @param text ends with a line feed
 */
record FaultReport(String text, int exitCode) {

  /** The report on anything thrown; a stack trace only for defects and only when asked for. */
  static FaultReport of(Throwable thrown, Map<String, String> environment) {
    boolean debug = "1".equals(environment.get("SLIPWAY_DEBUG"));
    ErrorCode code = ErrorCode.INTERNAL;
    String message = thrown.toString();
    if (thrown instanceof SlipwayException fault) {
      code = fault.code();
      message = String.valueOf(fault.getMessage());
    }
    StringBuilder text = new StringBuilder();
    switch (code.kind()) {
      case USER, ENVIRONMENT -> text.append(message).append('\n');
      case INTERNAL -> {
        text.append("this is a defect of Slipway, not of your files: ")
            .append(message)
            .append('\n');
        if (!debug) {
          text.append("  SLIPWAY_DEBUG=1 shows where it happened\n");
        }
      }
    }
    if (debug) {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      text.append(trace);
    }
    return new FaultReport(text.toString(), code.exitCode());
  }

  /** Prints it to the error stream and answers the exit code. */
  int print(Terminal terminal) {
    terminal.printError(terminal.paintError(Style.RED, "slipway:") + " " + text);
    return exitCode;
  }
}
