package dev.slipway.deliver.migrate;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Supabase's roles and {@code auth} functions for a plain PostgreSQL, so that SQL with row level
 * security written for Supabase runs there. A database of Supabase itself is left as it is.
 */
final class SupabaseShim {
  private static final String RESOURCE = "supabase.sql";

  private SupabaseShim() {}

  /** Puts them there, as a whole or not at all. */
  static void install(DatabaseAddress database) {
    try (Connection connection = Connections.open(database)) {
      Connections.execute(connection, text());
    } catch (SQLException refused) {
      throw new SlipwayException(
          ErrorCode.MACHINE,
          "Supabase's roles and functions cannot be put into "
              + database.shown()
              + ": "
              + refused.getMessage()
              + "; the user needs the rights to create roles and schemas",
          refused);
    }
  }

  private static String text() {
    try (InputStream resource = SupabaseShim.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        throw new SlipwayException(ErrorCode.INTERNAL, "the jar holds no " + RESOURCE);
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new SlipwayException(ErrorCode.INTERNAL, RESOURCE + " is unreadable", unreadable);
    }
  }
}
