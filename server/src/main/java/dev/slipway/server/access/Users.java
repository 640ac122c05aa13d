package dev.slipway.server.access;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.server.http.Place;
import dev.slipway.server.http.Role;
import dev.slipway.store.Database;
import dev.slipway.store.Row;
import dev.slipway.store.Secret;
import dev.slipway.store.Transaction;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Who there is and what they may do; safe for use by many threads. */
public final class Users {
  private final Database database;
  private final Audit audit;
  private final Passwords passwords;
  private final InstantSource clock;

  Users(Database database, Audit audit, Passwords passwords, InstantSource clock) {
    this.database = database;
    this.audit = audit;
    this.passwords = passwords;
    this.clock = clock;
  }

  /** All users by name, those that were removed too. */
  public List<User> all() {
    return database.read(
        transaction ->
            transaction
                .list(
                    "select name, joined_at, removed_at from access_user order by name",
                    Users::user)
                .stream()
                .map(user -> with(user, grants(transaction, user.name())))
                .toList());
  }

  /** A user by name. */
  public Optional<User> find(String name) {
    return database.read(
        transaction ->
            transaction
                .first(
                    "select name, joined_at, removed_at from access_user where name = ?",
                    Users::user,
                    name)
                .map(user -> with(user, grants(transaction, name))));
  }

  private static User user(Row row) {
    return new User(
        row.text("name"), row.instant("joined_at"), row.optionalInstant("removed_at"), List.of());
  }

  private static User with(User user, List<Grant> grants) {
    return new User(user.name(), user.joined(), user.removed(), grants);
  }

  static List<Grant> grants(Transaction transaction, String user) {
    return transaction.list(
        "select place, role from access_role where user = ? order by place",
        row -> new Grant(Place.parse(row.text("place")), Role.valueOf(row.text("role"))),
        user);
  }

  /** Whether nobody has ever joined. */
  boolean isEmpty() {
    return database.read(
        transaction -> transaction.number("select count(*) as n from access_user") == 0);
  }

  /** Adds a user, as part of a transaction. */
  static void add(Transaction transaction, String name, String hash, Instant at) {
    boolean there =
        transaction
            .first("select name from access_user where name = ?", row -> row.text("name"), name)
            .isPresent();
    if (there) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT, "there is somebody called '" + name + "' already");
    }
    transaction.update(
        "insert into access_user (name, password, joined_at) values (?, ?, ?)", name, hash, at);
  }

  /** Gives a role in the place of the one a user has there, as part of a transaction. */
  static void give(Transaction transaction, String user, Grant grant) {
    transaction.update(
        "insert into access_role (user, place, role) values (?, ?, ?)"
            + " on conflict (user, place) do update set role = excluded.role",
        user,
        grant.place().text(),
        grant.role());
  }

  /**
   * Gives a user another role at a place, or none.
   *
   * @throws SlipwayException REFUSED when nobody would be left who can give roles
   */
  public void change(String by, String user, Place place, Optional<Role> role) {
    database.write(
        transaction -> {
          present(transaction, user);
          if (role.isPresent()) {
            give(transaction, user, new Grant(place, role.get()));
          } else {
            transaction.update(
                "delete from access_role where user = ? and place = ?", user, place.text());
          }
          keepAnAdmin(transaction);
          return audit.append(transaction, by, new AccessEvent.RoleChanged(user, place, role));
        });
  }

  /**
   * Lets a user in no more: their sessions and tokens end now, their name stays taken.
   *
   * @throws SlipwayException REFUSED when nobody would be left who can give roles
   */
  public void remove(String by, String user) {
    database.write(
        transaction -> {
          present(transaction, user);
          transaction.update(
              "update access_user set removed_at = ?, password = '' where name = ?",
              clock.instant(),
              user);
          transaction.update("delete from access_role where user = ?", user);
          transaction.update("delete from access_session where user = ?", user);
          transaction.update("delete from access_token where user = ?", user);
          transaction.update("delete from access_link where user = ?", user);
          keepAnAdmin(transaction);
          return audit.append(transaction, by, new AccessEvent.UserRemoved(user));
        });
  }

  /**
   * Sets another password and ends all sessions of the user.
   *
   * @throws SlipwayException REFUSED when {@code old} is not the password so far
   */
  public void changePassword(String user, Secret old, Secret wanted) {
    if (!isRight(user, old)) {
      throw new SlipwayException(ErrorCode.REFUSED, "the password so far is another one");
    }
    Passwords.check(user, wanted);
    String hash = passwords.hash(wanted);
    database.write(
        transaction -> {
          setPassword(transaction, user, hash);
          return audit.append(transaction, user, new AccessEvent.PasswordChanged(user));
        });
  }

  /** Sets the hash of a password and ends all sessions, as part of a transaction. */
  static void setPassword(Transaction transaction, String user, String hash) {
    transaction.update(
        "update access_user set password = ? where name = ? and removed_at is null", hash, user);
    transaction.update("delete from access_session where user = ?", user);
  }

  /** Whether it is the password of a user; takes as long when there is no such user. */
  boolean isRight(String user, Secret password) {
    Optional<String> hash =
        database.read(
            transaction ->
                transaction.first(
                    "select password from access_user where name = ? and removed_at is null",
                    row -> row.text("password"),
                    user));
    if (hash.isEmpty()) {
      passwords.fitsNobody(password);
      return false;
    }
    return passwords.fits(password, hash.get());
  }

  static void present(Transaction transaction, String user) {
    boolean there =
        transaction
            .first(
                "select name from access_user where name = ? and removed_at is null",
                row -> row.text("name"),
                user)
            .isPresent();
    if (!there) {
      throw new SlipwayException(ErrorCode.NOT_FOUND, "there is no user called '" + user + "'");
    }
  }

  private static void keepAnAdmin(Transaction transaction) {
    long admins =
        transaction.number(
            "select count(*) as n from access_role where place = '*' and role = ?", Role.ADMIN);
    if (admins == 0) {
      throw new SlipwayException(
          ErrorCode.REFUSED, "somebody must stay admin of the server; make another one first");
    }
  }
}
