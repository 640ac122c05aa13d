package dev.slipway.workflow;

/** The part of the {@code github} context that follows from a repository and an event. */
public final class GithubContext {
  private GithubContext() {}

  /**
   * The context's members that are known before anything runs; whoever runs a job adds those of the
   * run, the job and the step. {@code event} is the payload itself, not a copy.
   */
  public static ObjectValue.Builder of(RepositoryFacts facts, TriggerEvent event) {
    Value pullRequest = event.payload().get("pull_request");
    return ObjectValue.builder()
        .put("actor", facts.actor())
        .put("actor_id", "1")
        .put("api_url", api(facts))
        .put("base_ref", event.baseRef().filter(base -> pullRequest.truthy()).orElse(""))
        .put("event", event.payload())
        .put("event_name", event.name())
        .put("graphql_url", graphql(facts))
        .put("head_ref", pullRequest.path("head", "ref").text())
        .put("ref", event.ref())
        .put("ref_name", refName(event.ref()))
        .put("ref_protected", false)
        .put("ref_type", event.tag().isPresent() ? "tag" : "branch")
        .put("repository", facts.fullName())
        .put("repository_id", "1")
        .put("repository_owner", facts.owner())
        .put("repository_owner_id", "1")
        .put("repositoryUrl", cloneUrl(facts))
        .put("repository_visibility", "private")
        .put("retention_days", "90")
        .put("run_attempt", "1")
        .put("run_id", "1")
        .put("run_number", "1")
        .put("secret_source", "Actions")
        .put("server_url", facts.server())
        .put("sha", facts.sha())
        .put("triggering_actor", facts.actor());
  }

  private static boolean isOnGitHub(RepositoryFacts facts) {
    return facts.server().equals(RepositoryFacts.GITHUB);
  }

  private static String api(RepositoryFacts facts) {
    return isOnGitHub(facts) ? "https://api.github.com" : facts.server() + "/api/v3";
  }

  private static String graphql(RepositoryFacts facts) {
    return isOnGitHub(facts) ? "https://api.github.com/graphql" : facts.server() + "/api/graphql";
  }

  private static String cloneUrl(RepositoryFacts facts) {
    String path = "/" + facts.fullName() + ".git";
    return isOnGitHub(facts) ? "git://github.com" + path : facts.server() + path;
  }

  private static String refName(String ref) {
    for (String prefix : new String[] {"refs/heads/", "refs/tags/", "refs/pull/"}) {
      if (ref.startsWith(prefix)) {
        return ref.substring(prefix.length());
      }
    }
    return ref;
  }
}
