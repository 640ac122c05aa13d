package dev.slipway.server.web;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pages of the door, the account and the administration, by their address. */
final class SampleAccess {
  private static final When LATELY =
      new When(SamplePages.NOW.minus(Duration.ofMinutes(12)), SamplePages.NOW);
  private static final Viewer STRANGER = new Viewer("", false, 0, SamplePages.VIEWER.csrf());

  private SampleAccess() {}

  static Map<String, Page> all() {
    Map<String, Page> pages = new LinkedHashMap<>();
    Chrome door = Chrome.of("Sign in", Tab.NONE, STRANGER);
    pages.put("/login", new SignInPage(door, "/runs", "", ""));
    pages.put(
        "/login-wrong",
        new SignInPage(door, "/runs", "mara", "The name or the password is wrong."));
    pages.put(
        "/join/first",
        new JoinPage(
            Chrome.of("Welcome", Tab.NONE, STRANGER),
            "first",
            "Welcome to Slipway",
            "You are the first one here, and will be admin of this server.",
            "",
            "",
            ""));
    pages.put("/tokens", tokens(""));
    pages.put("/tokens-made", tokens("slp_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef"));
    pages.put("/users", users());
    pages.put("/audit", audit());
    pages.put(
        "/settings",
        new SettingsPage(
            SamplePages.chrome("Settings", Tab.NONE),
            List.of(
                new SettingsPage.Fact("Address", "http://127.0.0.1:8080"),
                new SettingsPage.Fact("Data folder", "/var/lib/slipway"))));
    return pages;
  }

  private static TokensPage tokens(String made) {
    return new TokensPage(
        SamplePages.chrome("Access tokens", Tab.NONE),
        made,
        List.of(
            new TokensPage.Row(
                "0a1b2c3d4e5f",
                "git on my laptop",
                "developer of the server",
                Optional.of(LATELY),
                "2027-02-22",
                false),
            new TokensPage.Row(
                "ffee00112233",
                "release <script>alert(1)</script>",
                "approver of production of acme/harbor",
                Optional.empty(),
                "2026-10-01",
                true)),
        List.of(new TokensPage.Browser("Mozilla/5.0 (X11; Linux x86_64)", "10.0.0.7", LATELY)),
        "");
  }

  private static UsersPage users() {
    return new UsersPage(
        SamplePages.chrome("Users", Tab.NONE),
        List.of(
            new UsersPage.Row(
                "mara", false, List.of(new UsersPage.RoleRow("*", "the server", "admin")), LATELY),
            new UsersPage.Row(
                "jonas",
                false,
                List.of(
                    new UsersPage.RoleRow("acme/harbor", "acme/harbor", "developer"),
                    new UsersPage.RoleRow(
                        "acme/harbor@production", "production of acme/harbor", "approver")),
                LATELY),
            new UsersPage.Row("lee", true, List.of(), LATELY)),
        "http://127.0.0.1:8080/join/kQ3v8Zr1Yy0cVb7mXw5tJ2nLd9sPfHg4uRe6aTiOoKE",
        "A link to join as developer of acme/harbor, good for a week",
        "");
  }

  private static AuditPage audit() {
    return new AuditPage(
        SamplePages.chrome("Audit log", Tab.NONE),
        List.of(
            new AuditPage.Row(
                17,
                "mara",
                "made jonas approver at production of acme/harbor",
                LATELY,
                "ab12".repeat(16)),
            new AuditPage.Row(
                12,
                "nobody",
                "somebody at 10.6.6.6 did not know the password of “mara”",
                LATELY,
                "0f9e".repeat(16))),
        Optional.of(
            new Notice(
                new Mark(Tone.GOOD, Icon.DONE, "good"),
                "All 2 lines are what was written.",
                "Note the newest hash outside of this server: " + "ab12".repeat(16),
                "",
                "")),
        Optional.of("/audit?before=12"));
  }
}
