package dev.slipway.server.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.SlipwayException;
import dev.slipway.server.git.GitClient;
import dev.slipway.server.queue.QueueEvent;
import dev.slipway.store.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pushes that another server tells of. */
@Timeout(120)
class WebhooksTest {
  private static final String KEY = "a key both know";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir Path root;
  private WorkingServer server;
  private GitClient ann;
  private String first = "";

  @BeforeEach
  void open() throws Exception {
    server = WorkingServer.idle(root.resolve("data"));
    new GitClient(root).run("init", "-q", "--bare", "-b", "main", "forge.git");
    ann = new GitClient(root.resolve("ann"));
    ann.run("init", "-q", "-b", "main");
    ann.run("remote", "add", "origin", root.resolve("forge.git").toString());
    ann.file(
        ".github/workflows/ci.yml",
        "on: push\njobs: {build: {runs-on: ubuntu-latest, steps: [{run: 'true'}]}}\n");
    first = push("first");
    server.webhooks.follow(
        WorkingServer.SHOP,
        root.resolve("forge.git").toUri().toString(),
        Secret.of(KEY),
        Optional.empty());
  }

  @AfterEach
  void close() {
    server.close();
  }

  private String push(String message) throws Exception {
    String commit = ann.commit(message);
    ann.run("push", "-q", "-f", "origin", "HEAD:main");
    return commit;
  }

  private static String told(String before, String after) {
    return """
    {"ref": "refs/heads/main", "before": "%s", "after": "%s", "sender": {"login": "octo"}}\
    """
        .formatted(before, after);
  }

  private static String sign(String key, String body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
  }

  private int send(String body, String header, String signature, String event) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.hook()))
            .header(header, signature)
            .header("X-GitHub-Event", event)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private int github(String body) throws Exception {
    return send(body, "X-Hub-Signature-256", "sha256=" + sign(KEY, body), "push");
  }

  @Test
  void whatWasThereBeforeStartsNothing() {
    assertThat(server.repositories.history(WorkingServer.SHOP).commit("refs/heads/main"))
        .contains(first);
    assertThat(server.queued()).isEmpty();
    assertThat(server.record.reconcile()).isEmpty();
  }

  @Test
  void fetchesTheNamedCommitAndRunsItsWorkflows() throws Exception {
    String second = push("second");

    assertThat(github(told(first, second))).isEqualTo(202);
    server.webhooks.seeTo();

    assertThat(server.queued())
        .singleElement()
        .satisfies(
            run -> {
              assertThat(run.sha()).isEqualTo(second);
              assertThat(run.actor()).isEqualTo("octo");
            });
  }

  @Test
  void eachOfTwoQuickPushesHasItsRun() throws Exception {
    String second = push("second");
    String third = push("third");
    github(told(first, second));
    github(told(second, third));
    server.webhooks.seeTo();

    assertThat(server.queued()).extracting(QueueEvent.Queued::sha).containsExactly(second, third);
  }

  @Test
  void aCopyOfAMessageCountsOnce() throws Exception {
    String message = told(first, push("second"));
    github(message);
    server.webhooks.seeTo();

    assertThat(github(message)).isEqualTo(200);
    server.webhooks.seeTo();
    assertThat(server.queued()).hasSize(1);
  }

  @Test
  void aMessageThatComesLateDoesNotMoveABranchBack() throws Exception {
    String second = push("second");
    String third = push("third");
    github(told(second, third));
    server.webhooks.seeTo();
    github(told(first, second));
    server.webhooks.seeTo();

    assertThat(server.queued()).extracting(QueueEvent.Queued::sha).containsExactly(third);
    assertThat(server.repositories.history(WorkingServer.SHOP).commit("refs/heads/main"))
        .contains(third);
  }

  @Test
  void takesTheSignatureOfGitea() throws Exception {
    String body = told(first, push("second"));

    assertThat(send(body, "X-Gitea-Signature", sign(KEY, body), "push")).isEqualTo(202);
  }

  @Test
  void refusesForgedMessages() throws Exception {
    String body = told(first, push("second"));

    assertThat(send(body, "X-Hub-Signature-256", "sha256=" + sign("other", body), "push"))
        .isEqualTo(401);
    assertThat(send(body, "X-Hub-Signature-256", "", "push")).isEqualTo(401);
    assertThat(send(body + " ", "X-Hub-Signature-256", "sha256=" + sign(KEY, body), "push"))
        .isEqualTo(401);
    assertThat(send(body, "X-Hub-Signature", "sha1=" + sign(KEY, body), "push")).isEqualTo(401);
    server.webhooks.seeTo();
    assertThat(server.queued()).isEmpty();
  }

  @Test
  void doesNotStumbleOverWhatIsNoPush() throws Exception {
    for (String body :
        new String[] {
          "{}",
          "[]",
          "no json",
          told(first, "1".repeat(40)),
          told(first, "--upload-pack=x"),
          told(first, first).replace("refs/heads/main", "refs/../../x")
        }) {
      github(body);
    }
    server.webhooks.seeTo();
    String second = push("second");
    github(told(first, second));
    server.webhooks.seeTo();

    assertThat(server.queued()).extracting(QueueEvent.Queued::sha).containsExactly(second);
    String ping = "{\"zen\": 1}";
    assertThat(send(ping, "X-Hub-Signature-256", "sha256=" + sign(KEY, ping), "ping"))
        .isEqualTo(200);
  }

  @Test
  void refusesSourcesThatAreNoAddress() {
    for (String source :
        new String[] {
          "ext::sh -c touch% x", "--upload-pack=x", "https://ann:pw@example.com/x.git", "/etc", ""
        }) {
      assertThatThrownBy(
              () ->
                  server.webhooks.follow(
                      WorkingServer.SHOP, source, Secret.of(KEY), Optional.empty()))
          .isInstanceOf(SlipwayException.class);
    }
  }

  @Test
  void whatWasFetchedIsSeenByNobody() throws Exception {
    push("second");
    server.webhooks.seeTo();

    assertThat(ann.run("ls-remote", server.address(WorkingServer.VIEWER)))
        .doesNotContain("incoming");
  }
}
