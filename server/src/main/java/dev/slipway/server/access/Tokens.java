package dev.slipway.server.access;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.server.http.Caller;
import dev.slipway.server.http.Place;
import dev.slipway.server.http.Role;
import dev.slipway.store.Database;
import dev.slipway.store.Row;
import dev.slipway.store.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** What programs sign in with; safe for use by many threads. */
public final class Tokens {
  /** How long a token lasts at most. */
  public static final Duration LONGEST = Duration.ofDays(366);

  private static final Duration BETWEEN_NOTES = Duration.ofMinutes(1);
  private static final int LONGEST_TITLE = 80;

  private final Database database;
  private final Audit audit;
  private final InstantSource clock;

  Tokens(Database database, Audit audit, InstantSource clock) {
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  /** A token with the secret that is never shown again. */
  public record Made(Token token, Secret secret) {}

  /**
   * Makes a token for a user.
   *
   * @param limit what it can do at most, of what its user may
   * @throws SlipwayException INVALID_INPUT when it has no title, or lasts too long
   */
  public Made make(String by, String user, String title, Grant limit, Duration lasts) {
    String name = title.strip();
    if (name.isEmpty() || name.length() > LONGEST_TITLE) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT,
          "a token has a title of 1 to " + LONGEST_TITLE + " characters that says what it is for");
    }
    if (!lasts.isPositive() || lasts.compareTo(LONGEST) > 0) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT, "a token lasts 1 to " + LONGEST.toDays() + " days");
    }
    Instant now = clock.instant();
    Token token = new Token(Keys.id(), user, name, limit, now, now.plus(lasts), Optional.empty());
    Secret secret = Keys.token();
    database.write(
        transaction -> {
          Users.present(transaction, user);
          transaction.update(
              "insert into access_token (id, digest, user, title, role, place, made_at, ends_at)"
                  + " values (?, ?, ?, ?, ?, ?, ?, ?)",
              token.id(),
              Keys.digest(secret.reveal()),
              user,
              name,
              limit.role(),
              limit.place().text(),
              now,
              token.ends());
          return audit.append(
              transaction,
              by,
              new AccessEvent.TokenMade(
                  token.id(), user, name, limit.role(), limit.place(), token.ends()));
        });
    return new Made(token, secret);
  }

  /** The tokens of a user, the newest first. */
  public List<Token> of(String user) {
    return database.read(
        transaction ->
            transaction.list(
                "select * from access_token where user = ? order by made_at desc, id",
                Tokens::token,
                user));
  }

  private static Token token(Row row) {
    return new Token(
        row.text("id"),
        row.text("user"),
        row.text("title"),
        limit(row),
        row.instant("made_at"),
        row.instant("ends_at"),
        row.optionalInstant("used_at"));
  }

  private static Grant limit(Row row) {
    return new Grant(Place.parse(row.text("place")), Role.valueOf(row.text("role")));
  }

  /**
   * Makes a token of a user worthless.
   *
   * @throws SlipwayException NOT_FOUND when the user has none of this name
   */
  public void revoke(String by, String user, String id) {
    database.write(
        transaction -> {
          int gone =
              transaction.update("delete from access_token where id = ? and user = ?", id, user);
          if (gone == 0) {
            throw new SlipwayException(
                ErrorCode.NOT_FOUND, user + " has no token called '" + id + "'");
          }
          return audit.append(transaction, by, new AccessEvent.TokenRevoked(id, user));
        });
  }

  /** Whose token it is. */
  Optional<Caller> caller(String text) {
    if (!Keys.looksLikeToken(text)) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    byte[] digest = Keys.digest(text);
    Optional<Token> found =
        database.read(
            transaction ->
                transaction.first(
                    "select * from access_token where digest = ? and ends_at > ?",
                    Tokens::token,
                    digest,
                    now));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Token token = found.get();
    boolean noted = token.used().map(used -> !used.plus(BETWEEN_NOTES).isBefore(now)).orElse(false);
    if (!noted) {
      database.writeLightly(
          transaction ->
              transaction.update(
                  "update access_token set used_at = ? where id = ?", now, token.id()));
    }
    List<Grant> grants = database.read(transaction -> Users.grants(transaction, token.user()));
    return Optional.of(new Member(token.user(), grants, Optional.of(token.limit())));
  }
}
