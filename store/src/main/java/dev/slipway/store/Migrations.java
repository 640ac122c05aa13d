package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * How the tables of one room come to be: steps that are done once and in order, and never changed
 * afterwards. A new version of the room adds steps.
 *
 * @param room the name under which a database remembers what is done
 * @param steps first to last
 */
public record Migrations(String room, List<Step> steps) {
  /** Copies the list. */
  public Migrations {
    steps = List.copyOf(steps);
  }

  /**
   * The steps that stand in resources: {@code schema/NAME} beside the class {@code beside}, for
   * example {@code 001_journal.sql}.
   */
  public static Migrations of(String room, Class<?> beside, String... names) {
    List<Step> steps = new ArrayList<>();
    for (String name : names) {
      steps.add(new Step(name, read(beside, "schema/" + name)));
    }
    return new Migrations(room, steps);
  }

  private static String read(Class<?> beside, String resource) {
    try (InputStream text = beside.getResourceAsStream(resource)) {
      if (text == null) {
        throw new SlipwayException(
            ErrorCode.INTERNAL, "The program lacks its resource " + resource + " of " + beside);
      }
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.INTERNAL, "Cannot read the resource " + resource + ": " + e.getMessage(), e);
    }
  }

  /**
   * One step.
   *
   * @param name tells a person what it does
   * @param sql one or more statements
   */
  public record Step(String name, String sql) {
    /** What tells this text from any other. */
    String checksum() {
      return Digest.ofContent(sql.getBytes(StandardCharsets.UTF_8)).hex();
    }
  }
}
