package dev.slipway.cli;

import dev.slipway.deliver.Environment;
import dev.slipway.deliver.migrate.Contracts;
import dev.slipway.deliver.migrate.DatabaseAddress;
import dev.slipway.deliver.migrate.Migration;
import dev.slipway.deliver.migrate.MigrationOutcome;
import dev.slipway.deliver.migrate.MigrationPlan;
import dev.slipway.deliver.migrate.Rehearsal;
import dev.slipway.deliver.migrate.Version;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.util.List;
import java.util.Optional;

/** {@code slipway migrate}: brings the databases of an environment to what the files say. */
final class MigrateCommand implements Command {
  private static final String DRY_RUN = "--dry-run";
  private static final String REHEARSE = "--rehearse";
  private static final String CONTRACT = "--contract";
  private static final String ADOPT = "--adopt";
  private static final String DROP_INVALID = "--drop-invalid";
  private static final String COMPONENT = "--component";
  private static final int REFUSED = 2;

  @Override
  public Syntax syntax() {
    return new Syntax(
        CommandName.MIGRATE,
        "ENV [status]",
        2,
        "Applies the migrations of every database of an environment, each in a transaction of its"
            + " own, with a limit on how long others wait. Those of the contract phase, which take"
            + " something away, wait until the release before is gone. Exit code 1 when one"
            + " failed, 2 when nothing may be applied.",
        List.of(
            OptionGroup.of(
                "What is done",
                OptionGroup.flag("only say what would be done, with locks and findings", DRY_RUN),
                OptionGroup.flag("only try it on a copy of the database", REHEARSE),
                OptionGroup.flag("apply the contract phase, too", CONTRACT),
                OptionGroup.value(
                    "VERSION", "note the files up to VERSION as applied; run nothing", ADOPT),
                OptionGroup.flag(
                    "drop indexes that a failed CREATE INDEX CONCURRENTLY left", DROP_INVALID)),
            OptionGroup.of(
                "Which databases",
                OptionGroup.values("NAME", "only this one; may be repeated", "-c", COMPONENT))),
        List.of(
            new Syntax.Example("slipway migrate staging --dry-run", "what would be done"),
            new Syntax.Example("slipway migrate staging", "does it"),
            new Syntax.Example("slipway migrate production status", "what is applied")));
  }

  @Override
  public int run(Arguments arguments, Session session) {
    List<String> words = arguments.operands();
    boolean status = words.size() == 2 && words.get(1).equals("status");
    if (words.isEmpty() || (words.size() == 2 && !status)) {
      throw new SlipwayException(
          ErrorCode.USAGE, "say 'slipway migrate ENV' or 'slipway migrate ENV status'");
    }
    DeliveryFile file = DeliveryFile.read(session);
    Environment environment = file.delivery().environment(words.getFirst());
    List<MigrationTarget> targets =
        MigrationTarget.of(file, environment, arguments.values(COMPONENT));
    Work work = new Work(arguments, session, file);
    for (MigrationTarget target : targets) {
      session.terminal().print(work.heading(target));
      int code = status ? work.status(target) : work.migrate(target);
      if (code != 0) {
        return code;
      }
    }
    return 0;
  }

  /** The work on the databases of one command line. */
  private static final class Work {
    private final Arguments arguments;
    private final Terminal terminal;
    private final MigrationText text;

    Work(Arguments arguments, Session session, DeliveryFile file) {
      this.arguments = arguments;
      this.terminal = session.terminal();
      this.text = new MigrationText(terminal, file.root());
    }

    String heading(MigrationTarget target) {
      String name = target.component().name() + " of " + target.environment().name();
      return terminal.paint(Style.BOLD, name) + "\n";
    }

    int status(MigrationTarget target) {
      Optional<DatabaseAddress> address = target.find();
      if (address.isEmpty()) {
        return absent(target);
      }
      terminal.print(text.status(target.migrations().status(address.get())));
      return 0;
    }

    int migrate(MigrationTarget target) {
      boolean looks = arguments.has(DRY_RUN) || arguments.has(REHEARSE);
      if (!looks) {
        refuseProtected(target);
      }
      Optional<DatabaseAddress> address = looks ? target.find() : Optional.of(target.open());
      if (address.isEmpty()) {
        return absent(target);
      }
      if (arguments.value(ADOPT).isPresent()) {
        return adopt(target, address.get(), arguments.value(ADOPT).get());
      }
      if (arguments.has(DROP_INVALID)) {
        return dropInvalid(target, address.get());
      }
      Contracts contracts = arguments.has(CONTRACT) ? Contracts.APPLY : Contracts.HOLD;
      MigrationPlan plan = target.migrations().plan(address.get(), contracts);
      terminal.print(text.plan(plan));
      if (plan.isBlocked()) {
        terminal.print(
            terminal.paint(Style.RED, "  nothing was applied: mend what is named above") + "\n");
        return REFUSED;
      }
      if (arguments.has(DRY_RUN) || plan.isEmpty()) {
        return 0;
      }
      return rehearsedAndApplied(target, plan, address.get());
    }

    private int rehearsedAndApplied(
        MigrationTarget target, MigrationPlan plan, DatabaseAddress address) {
      if (arguments.has(REHEARSE) || target.rule().rehearse()) {
        Rehearsal rehearsal = target.migrations().rehearse(plan, address);
        terminal.print(text.rehearsal(rehearsal));
        if (rehearsal.outcome() instanceof MigrationOutcome.Failed failed) {
          return failed(failed, "  the rehearsal failed: ");
        }
        if (arguments.has(REHEARSE)) {
          return 0;
        }
      }
      MigrationOutcome outcome =
          target
              .migrations()
              .apply(plan, address, progress -> terminal.print(text.progress(progress)));
      return switch (outcome) {
        case MigrationOutcome.Migrated migrated -> {
          terminal.print("  applied " + Counted.of(migrated.applied().size(), "migration") + "\n");
          yield 0;
        }
        case MigrationOutcome.Failed failed -> failed(failed, "  ");
      };
    }

    private int failed(MigrationOutcome.Failed failed, String before) {
      String sign = terminal.sign(Glyph.FAILURE) + " ";
      terminal.print(
          before
              + terminal.paint(Style.RED, sign + failed.failed().title())
              + "\n    "
              + failed.sentence()
              + "\n");
      return 1;
    }

    /** What waits for people in a deployment must not slip past them here. */
    private static void refuseProtected(MigrationTarget target) {
      if (target.environment().protection().asksPeople()) {
        throw new SlipwayException(
            ErrorCode.REFUSED,
            target.environment().name()
                + " asks people before anything is deployed, and a migration is part of that: use"
                + " 'slipway deploy "
                + target.environment().name()
                + "'; --dry-run, --rehearse and status change nothing and may be used");
      }
    }

    private int absent(MigrationTarget target) {
      terminal.print("  a new database; these files will be applied:\n");
      Table table = new Table("ll");
      for (Migration migration : target.migrations().all()) {
        table.row(migration.title(), migration.phase().word());
      }
      table
          .lines(Integer.MAX_VALUE, "  ", terminal.sign(Glyph.ELLIPSIS))
          .forEach(line -> terminal.print(line + "\n"));
      return 0;
    }

    private int adopt(MigrationTarget target, DatabaseAddress address, String version) {
      if (!version.matches("\\d+([._]\\d+)*")) {
        throw new SlipwayException(
            ErrorCode.USAGE, ADOPT + " wants a version such as 003, not '" + version + "'");
      }
      List<Migration> adopted = target.migrations().adopt(address, new Version(version));
      terminal.print("  adopted " + Counted.of(adopted.size(), "migration") + "\n");
      return 0;
    }

    private int dropInvalid(MigrationTarget target, DatabaseAddress address) {
      List<String> dropped = target.migrations().dropInvalidIndexes(address);
      terminal.print(
          "  dropped " + (dropped.isEmpty() ? "no index" : String.join(", ", dropped)) + "\n");
      return 0;
    }
  }
}
