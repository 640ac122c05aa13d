package dev.slipway.server.access;

import dev.slipway.server.http.Caller;
import dev.slipway.server.http.Content;
import dev.slipway.server.http.Identity;
import dev.slipway.server.http.Request;
import dev.slipway.server.http.Witness;
import dev.slipway.store.Database;
import dev.slipway.store.DatabaseJournal;
import dev.slipway.store.EntryFormat;
import dev.slipway.store.Migrations;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/** Who may come in and what they may do, in one place; safe for use by many threads. */
public final class Access implements Identity, Witness {
  /** How the tables of access come to be. */
  public static final Migrations TABLES = Migrations.of("access", Access.class, "001_access.sql");

  private static final int KEY_BYTES = 32;

  private final Database database;
  private final Audit audit;
  private final Users users;
  private final Sessions sessions;
  private final Tokens tokens;
  private final Invitations invitations;

  /**
   * Access in the tables of a database.
   *
   * @param format reads and writes all events of the server, for the lines of the audit log
   */
  public Access(
      Database database, DatabaseJournal journal, EntryFormat format, InstantSource clock) {
    Passwords passwords = new Passwords();
    this.database = database;
    this.audit = new Audit(database, journal, format);
    this.users = new Users(database, audit, passwords, clock);
    this.sessions = new Sessions(database, audit, users, clock);
    this.tokens = new Tokens(database, audit, clock);
    this.invitations = new Invitations(database, audit, users, passwords, sessions, clock);
  }

  /** Who there is. */
  public Users users() {
    return users;
  }

  /** Who is signed in. */
  public Sessions sessions() {
    return sessions;
  }

  /** What programs sign in with. */
  public Tokens tokens() {
    return tokens;
  }

  /** Links to join by. */
  public Invitations invitations() {
    return invitations;
  }

  /** What was done. */
  public Audit audit() {
    return audit;
  }

  /** The key of the tokens in forms, the same over restarts. */
  public Content formKey() {
    byte[] fresh = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(fresh);
    byte[] kept =
        database.write(
            transaction -> {
              transaction.update(
                  "insert into access_key (name, value) values ('forms', ?) on conflict do nothing",
                  fresh);
              return transaction
                  .first(
                      "select value from access_key where name = 'forms'",
                      row -> row.bytes("value"))
                  .orElseThrow();
            });
    return Content.of(kept);
  }

  @Override
  public Optional<Caller> ofSession(String value) {
    return sessions.caller(value);
  }

  @Override
  public Optional<Caller> ofToken(String token) {
    return tokens.caller(token);
  }

  @Override
  public void before(String what, Request request) {
    database.write(
        transaction ->
            audit.append(
                transaction,
                request.caller().name(),
                new AccessEvent.Requested(what, request.path(), request.remote())));
  }
}
