package dev.slipway.cli;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.runner.RunOptions;
import dev.slipway.runner.RunRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Model.OptionSpec;

/** The options that say what is to run and with what, and the request they make. */
final class RequestOptions {
  static final OptionSpec WORKFLOW =
      OptionGroup.values(
          "WORKFLOW", "only this workflow: its file, path or name", "-W", "--workflow");
  static final OptionSpec JOB =
      OptionGroup.values("JOB", "only this job and what it needs", "-j", "--job");
  static final OptionSpec MATRIX =
      OptionGroup.values(
          "NAME:VALUE", "only matrix jobs with this value, as in node:22", "--matrix");
  static final OptionSpec EVENT =
      OptionGroup.value(
          "FILE", "the event's payload; made up from git if left out", "-e", "--event");
  static final OptionSpec INPUT =
      OptionGroup.values("NAME=VALUE", "an input of workflow_dispatch", "--input");
  static final OptionSpec SECRET =
      OptionGroup.values(
          "NAME[=VALUE]",
          "a secret; without a value it is taken from the environment or asked for",
          "--secret");
  static final OptionSpec SECRET_FILE =
      OptionGroup.values("FILE", "secrets as NAME=value lines", "--secret-file");
  static final OptionSpec VARIABLE =
      OptionGroup.values("NAME=VALUE", "a configuration variable (vars context)", "--var");
  static final OptionSpec ENVIRONMENT =
      OptionGroup.values("NAME=VALUE", "an environment variable of every job", "--env");

  private RequestOptions() {}

  /** What the arguments ask for; options a command does not have count as not given. */
  static RunRequest request(Arguments arguments, Session session) {
    return new RunRequest(
        session.directory(),
        arguments.operands().stream().findFirst().orElse("push"),
        arguments.value("--event").map(typed -> payload(session, typed)),
        arguments.values("--workflow"),
        arguments.values("--job"),
        Pairs.of("--input", arguments.values("--input")),
        new SecretArguments(session, SecretArguments::askOnConsole).read(arguments),
        Pairs.of("--var", arguments.values("--var")),
        Pairs.of("--matrix", ':', arguments.values("--matrix")),
        Pairs.of("--env", arguments.values("--env")),
        options(arguments));
  }

  private static RunOptions options(Arguments arguments) {
    return new RunOptions(
        arguments.number("--max-parallel", 1).orElse(0),
        arguments.has("--strict-toolchain"),
        arguments.has("--keep"),
        !arguments.has("--no-native"),
        arguments.has("--debug"),
        Map.of());
  }

  private static Path payload(Session session, String typed) {
    Path file = session.resolve(typed);
    if (!Files.isRegularFile(file)) {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND, "--event " + typed + ": there is no such file");
    }
    return file;
  }
}
