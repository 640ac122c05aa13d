package dev.slipway.server.access;

import dev.slipway.server.http.Caller;
import dev.slipway.server.http.RateLimit;
import dev.slipway.store.Database;
import dev.slipway.store.Secret;
import dev.slipway.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who is signed in; safe for use by many threads. */
public final class Sessions {
  /** How long a session lasts at most. */
  public static final Duration LONGEST = Duration.ofDays(30);

  /** How long one lasts that nobody uses. */
  private static final Duration IDLE = Duration.ofDays(7);

  private static final Duration BETWEEN_NOTES = Duration.ofMinutes(1);
  private static final Duration SPAN = Duration.ofMinutes(10);
  private static final int TRIES_FROM_ONE_PLACE = 10;
  private static final int TRIES_FROM_ANYWHERE = 100;
  private static final int LONGEST_AGENT = 200;

  private final Database database;
  private final Audit audit;
  private final Users users;
  private final InstantSource clock;
  private final RateLimit fromOnePlace;
  private final RateLimit fromAnywhere;

  Sessions(Database database, Audit audit, Users users, InstantSource clock) {
    this.database = database;
    this.audit = audit;
    this.users = users;
    this.clock = clock;
    this.fromOnePlace = new RateLimit(clock, TRIES_FROM_ONE_PLACE, SPAN);
    this.fromAnywhere = new RateLimit(clock, TRIES_FROM_ANYWHERE, SPAN);
  }

  /** What came of a try to sign in. */
  public sealed interface Try {
    /** A session began; its secret is the value of the cookie. */
    record In(String user, Secret secret) implements Try {}

    /** The name or the password is wrong. */
    record Wrong() implements Try {}

    /** There were too many tries; wait some minutes. */
    record TooOften() implements Try {}
  }

  /** Signs in. */
  public Try signIn(String name, Secret password, String remote, String agent) {
    String user = name.strip().toLowerCase(Locale.ROOT);
    String known = user.length() > 40 ? user.substring(0, 40) : user;
    if (!fromOnePlace.allows(known + " " + remote) || !fromAnywhere.allows(known)) {
      return new Try.TooOften();
    }
    if (!users.isRight(user, password)) {
      database.write(
          transaction ->
              audit.append(transaction, "nobody", new AccessEvent.SignInRefused(known, remote)));
      return new Try.Wrong();
    }
    return database.write(
        transaction -> {
          Secret secret = begin(transaction, user, remote, agent);
          audit.append(transaction, user, new AccessEvent.SignedIn(user, remote));
          return new Try.In(user, secret);
        });
  }

  /** Begins a session, as part of a transaction; its secret was never used before. */
  Secret begin(Transaction transaction, String user, String remote, String agent) {
    Instant now = clock.instant();
    Secret secret = Keys.secret();
    transaction.update("delete from access_session where ends_at < ?", now);
    transaction.update(
        "insert into access_session (digest, user, began_at, seen_at, ends_at, remote, agent)"
            + " values (?, ?, ?, ?, ?, ?, ?)",
        Keys.digest(secret.reveal()),
        user,
        now,
        now,
        now.plus(LONGEST),
        remote,
        agent.length() > LONGEST_AGENT ? agent.substring(0, LONGEST_AGENT) : agent);
    return secret;
  }

  /** Ends the session of a cookie. */
  public void signOut(String value) {
    byte[] digest = Keys.digest(value);
    database.write(
        transaction -> {
          transaction
              .first(
                  "delete from access_session where digest = ? returning user",
                  row -> row.text("user"),
                  digest)
              .ifPresent(user -> audit.append(transaction, user, new AccessEvent.SignedOut(user)));
          return true;
        });
  }

  /** Ends all sessions of a user. */
  public void signOutEverywhere(String user) {
    database.write(
        transaction -> {
          transaction.update("delete from access_session where user = ?", user);
          return audit.append(transaction, user, new AccessEvent.SignedOut(user));
        });
  }

  /** The sessions of a user, the one used last first. */
  public List<Session> of(String user) {
    return database.read(
        transaction ->
            transaction.list(
                "select user, began_at, seen_at, remote, agent from access_session"
                    + " where user = ? and ends_at > ? order by seen_at desc",
                row ->
                    new Session(
                        row.text("user"),
                        row.instant("began_at"),
                        row.instant("seen_at"),
                        row.text("remote"),
                        row.text("agent")),
                user,
                clock.instant()));
  }

  /** Whose session it is. */
  Optional<Caller> caller(String value) {
    Instant now = clock.instant();
    byte[] digest = Keys.digest(value);
    Optional<Seen> found =
        database.read(
            transaction ->
                transaction
                    .first(
                        "select user, seen_at from access_session"
                            + " where digest = ? and ends_at > ? and seen_at > ?",
                        row -> new Seen(row.text("user"), row.instant("seen_at"), List.of()),
                        digest,
                        now,
                        now.minus(IDLE))
                    .map(
                        seen ->
                            new Seen(
                                seen.user(), seen.at(), Users.grants(transaction, seen.user()))));
    if (found.isPresent() && found.get().at().plus(BETWEEN_NOTES).isBefore(now)) {
      database.writeLightly(
          transaction ->
              transaction.update(
                  "update access_session set seen_at = ? where digest = ?", now, digest));
    }
    return found.map(seen -> new Member(seen.user(), seen.grants(), Optional.empty()));
  }

  private record Seen(String user, Instant at, List<Grant> grants) {}
}
