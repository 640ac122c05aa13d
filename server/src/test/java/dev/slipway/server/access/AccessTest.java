package dev.slipway.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.server.http.Caller;
import dev.slipway.server.http.Place;
import dev.slipway.server.http.Role;
import dev.slipway.store.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTest {
  private static final Place HARBOR = new Place.Repository("acme", "harbor");
  private static final Place PRODUCTION = new Place.Environment("acme", "harbor", "production");
  private static final Place OTHER = new Place.Repository("acme", "other");

  @TempDir Path folder;
  private House house;
  private Access access;

  @BeforeEach
  void open() {
    house = new House(folder);
    access = house.access;
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Caller callerOf(Sessions.Try.In in) {
    return access.ofSession(in.secret().reveal()).orElseThrow();
  }

  private static void refuses(ErrorCode code, Runnable what) {
    assertThatThrownBy(what::run)
        .isInstanceOfSatisfying(
            SlipwayException.class, fault -> assertThat(fault.code()).isEqualTo(code));
  }

  @Test
  void theFirstLinkMakesAnAdminOnce() {
    Secret link = access.invitations().first().orElseThrow();

    Sessions.Try.In in =
        access.invitations().use(link.reveal(), "Root ", House.GOOD, "127.0.0.1", "test");

    assertThat(callerOf(in).name()).isEqualTo("root");
    assertThat(callerOf(in).may(Role.ADMIN, Place.server())).isTrue();
    assertThat(access.invitations().first()).isEmpty();
    refuses(
        ErrorCode.NOT_FOUND,
        () -> access.invitations().use(link.reveal(), "eve", House.GOOD, "127.0.0.1", "test"));
  }

  @Test
  void aNewFirstLinkMakesTheOneBeforeWorthless() {
    Secret old = access.invitations().first().orElseThrow();

    access.invitations().first();

    assertThat(access.invitations().look(old.reveal())).isEmpty();
  }

  @Test
  void lookingAtALinkOrAPasswordThatIsTooShortDoesNotUseItUp() {
    Secret link = access.invitations().first().orElseThrow();

    access.invitations().look(link.reveal());
    refuses(
        ErrorCode.INVALID_INPUT,
        () ->
            access
                .invitations()
                .use(link.reveal(), "root", Secret.of("short"), "127.0.0.1", "test"));

    assertThat(access.invitations().look(link.reveal())).isPresent();
  }

  @Test
  void aLinkIsWorthNothingWhenItIsTooOld() {
    house.admin("root");
    Secret link = access.invitations().invite("root", new Grant(HARBOR, Role.VIEWER));

    house.wait(Duration.ofDays(8));

    assertThat(access.invitations().look(link.reveal())).isEmpty();
  }

  @Test
  void whoJoinsHasTheRoleOfTheLinkAndNoOther() {
    house.admin("root");

    Caller ann = callerOf(house.join("ann", Role.DEVELOPER, HARBOR));

    assertThat(ann.may(Role.DEVELOPER, HARBOR)).isTrue();
    assertThat(ann.may(Role.VIEWER, PRODUCTION)).isTrue();
    assertThat(ann.may(Role.APPROVER, HARBOR)).isFalse();
    assertThat(ann.sees(OTHER)).isFalse();
    assertThat(ann.sees(Place.server())).isFalse();
  }

  @Test
  void whoApprovesForAnEnvironmentSeesItsRepositoryAndNoMore() {
    house.admin("root");

    Caller ben = callerOf(house.join("ben", Role.APPROVER, PRODUCTION));

    assertThat(ben.may(Role.APPROVER, PRODUCTION)).isTrue();
    assertThat(ben.sees(HARBOR)).isTrue();
    assertThat(ben.may(Role.DEVELOPER, HARBOR)).isFalse();
    assertThat(ben.sees(new Place.Environment("acme", "harbor", "staging"))).isFalse();
  }

  @Test
  void namesThatTheJournalUsesOrThatDifferOnlyInCaseAreNotTaken() {
    house.admin("root");

    refuses(ErrorCode.INVALID_INPUT, () -> house.join("ROOT", Role.VIEWER, HARBOR));
    refuses(ErrorCode.INVALID_INPUT, () -> house.join("slipway", Role.VIEWER, HARBOR));
    refuses(ErrorCode.INVALID_INPUT, () -> house.join("<b>", Role.VIEWER, HARBOR));
    refuses(ErrorCode.INVALID_INPUT, () -> house.join("", Role.VIEWER, HARBOR));
  }

  @Test
  void signingInTakesTheRightPassword() {
    house.admin("root");

    assertThat(access.sessions().signIn("ROOT", House.GOOD, "10.0.0.1", "x"))
        .isInstanceOf(Sessions.Try.In.class);
    assertThat(access.sessions().signIn("root", Secret.of("wrong"), "10.0.0.1", "x"))
        .isEqualTo(new Sessions.Try.Wrong());
    assertThat(access.sessions().signIn("nobody-here", House.GOOD, "10.0.0.1", "x"))
        .isEqualTo(new Sessions.Try.Wrong());
  }

  @Test
  void whoGuessesIsStoppedAndOthersAreNot() {
    house.admin("root");

    for (int i = 0; i < 10; i++) {
      access.sessions().signIn("root", Secret.of("guess " + i), "10.6.6.6", "x");
    }

    assertThat(access.sessions().signIn("root", House.GOOD, "10.6.6.6", "x"))
        .isEqualTo(new Sessions.Try.TooOften());
    assertThat(access.sessions().signIn("root", House.GOOD, "10.0.0.1", "x"))
        .isInstanceOf(Sessions.Try.In.class);
  }

  @Test
  void everySignInIsANewSession() {
    Sessions.Try.In first = house.admin("root");

    Sessions.Try.In second =
        (Sessions.Try.In) access.sessions().signIn("root", House.GOOD, "10.0.0.1", "x");

    assertThat(second.secret()).isNotEqualTo(first.secret());
    assertThat(access.sessions().of("root")).hasSize(2);
  }

  @Test
  void aSessionEndsWhenItIsSignedOutUnusedOrTooOld() {
    Sessions.Try.In out = house.admin("root");
    access.sessions().signOut(out.secret().reveal());
    assertThat(access.ofSession(out.secret().reveal())).isEmpty();

    Sessions.Try.In unused =
        (Sessions.Try.In) access.sessions().signIn("root", House.GOOD, "10.0.0.1", "x");
    house.wait(Duration.ofDays(8));
    assertThat(access.ofSession(unused.secret().reveal())).isEmpty();

    Sessions.Try.In used =
        (Sessions.Try.In) access.sessions().signIn("root", House.GOOD, "10.0.0.1", "x");
    for (int day = 0; day < 29; day++) {
      house.wait(Duration.ofDays(1));
      assertThat(access.ofSession(used.secret().reveal())).isPresent();
    }
    house.wait(Duration.ofDays(1));
    assertThat(access.ofSession(used.secret().reveal())).isEmpty();
  }

  @Test
  void anotherPasswordEndsTheSessionsOfWhoKnewTheOldOne() {
    Sessions.Try.In in = house.admin("root");
    Secret better = Secret.of("another horse battery");

    access.users().changePassword("root", House.GOOD, better);

    assertThat(access.ofSession(in.secret().reveal())).isEmpty();
    assertThat(access.sessions().signIn("root", House.GOOD, "1", "x"))
        .isEqualTo(new Sessions.Try.Wrong());
    assertThat(access.sessions().signIn("root", better, "1", "x"))
        .isInstanceOf(Sessions.Try.In.class);
    refuses(ErrorCode.REFUSED, () -> access.users().changePassword("root", House.GOOD, House.GOOD));
  }

  @Test
  void aResetLinkSetsAPasswordForItsUserOnly() {
    house.admin("root");
    house.join("ann", Role.VIEWER, HARBOR);
    Secret link = access.invitations().reset("root", "ann");

    Sessions.Try.In in =
        access.invitations().use(link.reveal(), "root", Secret.of("a whole new secret"), "1", "x");

    assertThat(in.user()).isEqualTo("ann");
  }

  @Test
  void aTokenCanDoNoMoreThanItsUserAndItsLimit() {
    house.admin("root");
    house.join("ann", Role.DEVELOPER, HARBOR);
    Grant everything = new Grant(Place.server(), Role.ADMIN);
    Duration week = Duration.ofDays(7);

    Caller wide = caller(access.tokens().make("ann", "ann", "wide", everything, week));
    Caller narrow =
        caller(
            access
                .tokens()
                .make("root", "root", "narrow", new Grant(PRODUCTION, Role.APPROVER), week));

    assertThat(wide.may(Role.DEVELOPER, HARBOR)).isTrue();
    assertThat(wide.may(Role.APPROVER, HARBOR)).isFalse();
    assertThat(wide.sees(OTHER)).isFalse();
    assertThat(narrow.may(Role.APPROVER, PRODUCTION)).isTrue();
    assertThat(narrow.sees(HARBOR)).isTrue();
    assertThat(narrow.may(Role.ADMIN, PRODUCTION)).isFalse();
    assertThat(narrow.may(Role.VIEWER, Place.server())).isFalse();
  }

  private Caller caller(Tokens.Made made) {
    assertThat(made.secret().reveal()).startsWith("slp_");
    return access.ofToken(made.secret().reveal()).orElseThrow();
  }

  @Test
  void aTokenEndsWhenItIsRevokedOrTooOld() {
    house.admin("root");
    Grant grant = new Grant(HARBOR, Role.VIEWER);
    Tokens.Made revoked = access.tokens().make("root", "root", "a", grant, Duration.ofDays(30));
    Tokens.Made old = access.tokens().make("root", "root", "b", grant, Duration.ofDays(1));

    access.tokens().revoke("root", "root", revoked.token().id());
    house.wait(Duration.ofDays(2));

    assertThat(access.ofToken(revoked.secret().reveal())).isEmpty();
    assertThat(access.ofToken(old.secret().reveal())).isEmpty();
    refuses(ErrorCode.NOT_FOUND, () -> access.tokens().revoke("root", "ann", old.token().id()));
  }

  @Test
  void whoIsRemovedIsOutAtOnceAndTheNameStaysTaken() {
    house.admin("root");
    Sessions.Try.In ann = house.join("ann", Role.DEVELOPER, HARBOR);
    Tokens.Made token =
        access.tokens().make("ann", "ann", "x", new Grant(HARBOR, Role.VIEWER), Duration.ofDays(1));

    access.users().remove("root", "ann");

    assertThat(access.ofSession(ann.secret().reveal())).isEmpty();
    assertThat(access.ofToken(token.secret().reveal())).isEmpty();
    assertThat(access.sessions().signIn("ann", House.GOOD, "1", "x"))
        .isEqualTo(new Sessions.Try.Wrong());
    refuses(ErrorCode.INVALID_INPUT, () -> house.join("ann", Role.VIEWER, HARBOR));
  }

  @Test
  void theLastAdminStays() {
    house.admin("root");

    refuses(ErrorCode.REFUSED, () -> access.users().remove("root", "root"));
    refuses(
        ErrorCode.REFUSED,
        () -> access.users().change("root", "root", Place.server(), Optional.of(Role.DEVELOPER)));
    refuses(
        ErrorCode.REFUSED,
        () -> access.users().change("root", "root", Place.server(), Optional.empty()));

    assertThat(access.users().find("root").orElseThrow().grants())
        .isEqualTo(List.of(new Grant(Place.server(), Role.ADMIN)));
  }

  @Test
  void anotherRoleHoldsFromTheNextRequestOn() {
    house.admin("root");
    Sessions.Try.In ann = house.join("ann", Role.VIEWER, HARBOR);

    access.users().change("root", "ann", HARBOR, Optional.of(Role.APPROVER));
    boolean approves = callerOf(ann).may(Role.APPROVER, PRODUCTION);
    access.users().change("root", "ann", HARBOR, Optional.empty());

    assertThat(approves).isTrue();
    assertThat(callerOf(ann).sees(HARBOR)).isFalse();
  }

  @Test
  void theKeyOfTheFormsStaysTheSame() {
    assertThat(access.formKey()).isEqualTo(access.formKey());
    assertThat(access.formKey().length()).isEqualTo(32);
  }

  @Test
  void noSecretIsInTheDatabase() {
    Secret link = access.invitations().first().orElseThrow();
    Sessions.Try.In in =
        access.invitations().use(link.reveal(), "root", House.GOOD, "127.0.0.1", "test");
    Tokens.Made token =
        access
            .tokens()
            .make("root", "root", "x", new Grant(HARBOR, Role.VIEWER), Duration.ofDays(1));

    List<String> rows =
        house.database.read(
            transaction ->
                transaction.list(
                    "select line as t from access_log union all select password from access_user"
                        + " union all select hex(digest) from access_session"
                        + " union all select event from journal",
                    row -> row.text("t")));

    assertThat(String.join("\n", rows))
        .contains("$argon2id$")
        .doesNotContain(link.reveal())
        .doesNotContain(in.secret().reveal())
        .doesNotContain(token.secret().reveal())
        .doesNotContain(House.GOOD.reveal());
  }
}
