package dev.slipway.cli;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** The program: answers the version at once, hands everything else to the command named. */
public final class Main {
  private Main() {}

  /** Ends the process with the command's exit code. */
  public static void main(String[] arguments) {
    // Loading anything more would triple the time of the command people type to test a start.
    if (asksForVersion(arguments)) {
      printVersion();
      return;
    }
    Map<String, String> environment = System.getenv();
    Terminal terminal = new Terminal(Capabilities.detect(environment));
    int exitCode = run(arguments, terminal, environment);
    System.exit(exitCode);
  }

  /** Runs one command line and answers its exit code; never throws. */
  static int run(String[] arguments, Terminal terminal, Map<String, String> environment) {
    Terminal speaker = terminal;
    try {
      Path directory = Path.of("").toAbsolutePath();
      Invocation invocation = Invocation.parse(arguments, directory);
      speaker = terminal.with(invocation.colour());
      Session session =
          new Session(invocation.directory(), environment, speaker, InstantSource.system());
      return invocation.run(session);
    } catch (ReleaseBuilding.Cancelled cancelled) {
      speaker.printError("cancelled\n");
      return ShownRun.CANCELLED;
    } catch (Throwable thrown) {
      return FaultReport.of(thrown, environment).print(speaker);
    }
  }

  private static boolean asksForVersion(String[] arguments) {
    return arguments.length == 1
        && (arguments[0].equals("version") || arguments[0].equals("--version"));
  }

  private static void printVersion() {
    try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
      out.write(version());
    } catch (IOException closed) {
      throw new UncheckedIOException(closed);
    }
  }

  /** The line that names the product and its version, with its line feed. */
  static byte[] version() {
    try (InputStream resource = Main.class.getResourceAsStream("version.txt")) {
      if (resource == null) {
        throw new SlipwayException(ErrorCode.INTERNAL, "the jar holds no version.txt");
      }
      return resource.readAllBytes();
    } catch (IOException unreadable) {
      throw new SlipwayException(ErrorCode.INTERNAL, "version.txt is unreadable", unreadable);
    }
  }
}
