package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Brings the tables of a database up to date, or refuses one that this version does not know. */
final class SchemaUpdate {
  private static final String RECORD =
      """
      create table if not exists schema_step (
        room text not null,
        number integer not null,
        name text not null,
        checksum text not null,
        applied_at integer not null,
        primary key (room, number)
      ) strict
      """;

  private final Path file;
  private final SqlConnection connection;
  private final Instant now;

  private SchemaUpdate(Path file, SqlConnection connection, Instant now) {
    this.file = file;
    this.connection = connection;
    this.now = now;
  }

  /** Does the steps that are not done yet: all of them, or none when one fails. */
  static void run(Path file, SqlConnection connection, List<Migrations> rooms, Instant now) {
    SchemaUpdate update = new SchemaUpdate(file, connection, now);
    connection.execute("begin immediate");
    try {
      connection.execute(RECORD);
      update.refuseUnknown(rooms);
      rooms.forEach(update::room);
      connection.execute("commit");
    } catch (SlipwayException e) {
      connection.execute("rollback");
      throw e;
    }
  }

  private void refuseUnknown(List<Migrations> rooms) {
    List<String> known = rooms.stream().map(Migrations::room).toList();
    connection.list("select distinct room from schema_step", row -> row.text("room")).stream()
        .filter(room -> !known.contains(room))
        .findFirst()
        .ifPresent(
            room -> {
              throw newer("tables of '" + room + "'");
            });
  }

  private void room(Migrations room) {
    List<Done> done =
        connection.list(
            "select number, name, checksum from schema_step where room = ? order by number",
            row -> new Done(row.integer("number"), row.text("name"), row.text("checksum")),
            room.room());
    List<Migrations.Step> steps = room.steps();
    for (Done each : done) {
      if (each.number() > steps.size()) {
        throw newer("step '" + each.name() + "' of '" + room.room() + "'");
      }
      refuseChanged(room, each, steps.get(each.number() - 1));
    }
    for (int number = done.size() + 1; number <= steps.size(); number++) {
      apply(room, number, steps.get(number - 1));
    }
  }

  private void refuseChanged(Migrations room, Done done, Migrations.Step step) {
    if (!done.checksum().equals(step.checksum())) {
      throw new SlipwayException(
          ErrorCode.CORRUPT,
          file
              + ": step "
              + done.number()
              + " ('"
              + done.name()
              + "') of the tables of '"
              + room.room()
              + "' was done by another build of Slipway, in another form; start the build that made"
              + " the file, or give this one a new data folder");
    }
  }

  private void apply(Migrations room, int number, Migrations.Step step) {
    connection.execute(step.sql());
    connection.update(
        "insert into schema_step (room, number, name, checksum, applied_at) values (?, ?, ?, ?, ?)",
        room.room(),
        number,
        step.name(),
        step.checksum(),
        now);
  }

  private SlipwayException newer(String what) {
    return new SlipwayException(
        ErrorCode.CORRUPT,
        file
            + " was used by a newer version of Slipway: it holds "
            + what
            + ", which this version does not know; start the newer version, or restore the copy"
            + " that was made before the update");
  }

  /** A step that is done. */
  private record Done(int number, String name, String checksum) {}
}
