package dev.slipway.server.web;

/** All that one page says; its template only puts it in place. */
sealed interface Page
    permits HomePage,
        RunsPage,
        RunPage,
        JobPage,
        LogPage,
        EnvironmentsPage,
        EnvironmentPage,
        DeploymentPage,
        ReleasePage,
        RepositoriesPage,
        RepositoryPage,
        MessagePage,
        SignInPage,
        JoinPage,
        TokensPage,
        UsersPage,
        AuditPage,
        SettingsPage {
  Chrome chrome();

  /** The name of its template. */
  default String template() {
    return switch (this) {
      case HomePage page -> "home";
      case RunsPage page -> "runs";
      case RunPage page -> "run";
      case JobPage page -> "job";
      case LogPage page -> "log";
      case EnvironmentsPage page -> "environments";
      case EnvironmentPage page -> "environment";
      case DeploymentPage page -> "deployment";
      case ReleasePage page -> "release";
      case RepositoriesPage page -> "repositories";
      case RepositoryPage page -> "repository";
      case MessagePage page -> "message";
      case SignInPage page -> "signin";
      case JoinPage page -> "join";
      case TokensPage page -> "tokens";
      case UsersPage page -> "users";
      case AuditPage page -> "audit";
      case SettingsPage page -> "settings";
    };
  }
}
