package dev.slipway.server.access;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.server.http.Place;
import dev.slipway.server.http.Role;
import dev.slipway.store.Database;
import dev.slipway.store.Row;
import dev.slipway.store.Secret;
import dev.slipway.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Links that let whoever holds them join, or set a new password, once; safe for use by many
 * threads.
 */
public final class Invitations {
  private static final Duration LASTS = Duration.ofDays(7);
  private static final Duration FIRST_LASTS = Duration.ofHours(24);
  private static final Duration RESET_LASTS = Duration.ofHours(24);
  private static final String SLIPWAY = "slipway";

  private final Database database;
  private final Audit audit;
  private final Users users;
  private final Passwords passwords;
  private final Sessions sessions;
  private final InstantSource clock;

  Invitations(
      Database database,
      Audit audit,
      Users users,
      Passwords passwords,
      Sessions sessions,
      InstantSource clock) {
    this.database = database;
    this.audit = audit;
    this.users = users;
    this.passwords = passwords;
    this.sessions = sessions;
    this.clock = clock;
  }

  /** What a link is good for. */
  public sealed interface Invitation {
    /** Its holder can join, and has a role at a place then. */
    record Join(Grant grant, String madeBy, Instant ends) implements Invitation {}

    /** Its holder can set the password of a user. */
    record Reset(String user, Instant ends) implements Invitation {}
  }

  /**
   * The last part of the link {@code /join/…} by which the first user becomes admin of the server;
   * empty when somebody has joined already. A new one makes the one before worthless.
   */
  public Optional<Secret> first() {
    if (!users.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        database.write(
            transaction -> {
              transaction.update("delete from access_link where made_by = ?", SLIPWAY);
              return join(transaction, SLIPWAY, new Grant(Place.server(), Role.ADMIN), FIRST_LASTS);
            }));
  }

  /** Makes a link to join by. */
  public Secret invite(String by, Grant grant) {
    return database.write(transaction -> join(transaction, by, grant, LASTS));
  }

  private Secret join(Transaction transaction, String by, Grant grant, Duration lasts) {
    Instant now = clock.instant();
    Secret secret = Keys.secret();
    transaction.update("delete from access_link where ends_at < ?", now);
    transaction.update(
        "insert into access_link (digest, role, place, made_by, made_at, ends_at)"
            + " values (?, ?, ?, ?, ?, ?)",
        Keys.digest(secret.reveal()),
        grant.role(),
        grant.place().text(),
        by,
        now,
        now.plus(lasts));
    audit.append(
        transaction,
        by,
        new AccessEvent.InvitationMade(grant.place(), grant.role(), now.plus(lasts)));
    return secret;
  }

  /** Makes a link to set a new password by. */
  public Secret reset(String by, String user) {
    Instant now = clock.instant();
    Secret secret = Keys.secret();
    return database.write(
        transaction -> {
          Users.present(transaction, user);
          transaction.update("delete from access_link where user = ?", user);
          transaction.update(
              "insert into access_link (digest, user, made_by, made_at, ends_at)"
                  + " values (?, ?, ?, ?, ?)",
              Keys.digest(secret.reveal()),
              user,
              by,
              now,
              now.plus(RESET_LASTS));
          audit.append(transaction, by, new AccessEvent.ResetMade(user, now.plus(RESET_LASTS)));
          return secret;
        });
  }

  /** What a link is good for; looking does not use it up. */
  public Optional<Invitation> look(String link) {
    return database.read(transaction -> look(transaction, Keys.digest(link)));
  }

  private Optional<Invitation> look(Transaction transaction, byte[] digest) {
    return transaction.first(
        "select * from access_link where digest = ? and ends_at > ?",
        Invitations::invitation,
        digest,
        clock.instant());
  }

  private static Invitation invitation(Row row) {
    Optional<String> user = row.optionalText("user");
    if (user.isPresent()) {
      return new Invitation.Reset(user.get(), row.instant("ends_at"));
    }
    return new Invitation.Join(
        new Grant(Place.parse(row.text("place")), Role.valueOf(row.text("role"))),
        row.text("made_by"),
        row.instant("ends_at"));
  }

  /**
   * Uses a link up, and signs its holder in.
   *
   * @param name how they want to be called; not looked at when a password is set anew
   * @throws SlipwayException NOT_FOUND when the link is worth nothing (any more), INVALID_INPUT
   *     when the name or the password cannot be taken; the link is still good then
   */
  public Sessions.Try.In use(
      String link, String name, Secret password, String remote, String agent) {
    Invitation looked = look(link).orElseThrow(Invitations::worthless);
    String user =
        switch (looked) {
          case Invitation.Join _ -> User.checkName(name);
          case Invitation.Reset reset -> reset.user();
        };
    Passwords.check(user, password);
    String hash = passwords.hash(password);
    byte[] digest = Keys.digest(link);
    return database.write(
        transaction -> {
          Invitation invitation = look(transaction, digest).orElseThrow(Invitations::worthless);
          transaction.update("delete from access_link where digest = ?", digest);
          enter(transaction, invitation, user, hash);
          Secret secret = sessions.begin(transaction, user, remote, agent);
          audit.append(transaction, user, new AccessEvent.SignedIn(user, remote));
          return new Sessions.Try.In(user, secret);
        });
  }

  private void enter(Transaction transaction, Invitation invitation, String user, String hash) {
    switch (invitation) {
      case Invitation.Join(Grant grant, String madeBy, Instant _) -> {
        Users.add(transaction, user, hash, clock.instant());
        Users.give(transaction, user, grant);
        audit.append(transaction, user, new AccessEvent.UserJoined(user, madeBy));
        audit.append(
            transaction,
            madeBy,
            new AccessEvent.RoleChanged(user, grant.place(), Optional.of(grant.role())));
      }
      case Invitation.Reset _ -> {
        Users.setPassword(transaction, user, hash);
        audit.append(transaction, user, new AccessEvent.PasswordChanged(user));
      }
    }
  }

  private static SlipwayException worthless() {
    return new SlipwayException(
        ErrorCode.NOT_FOUND,
        "this link was used already, or is too old; ask whoever sent it for another one");
  }
}
