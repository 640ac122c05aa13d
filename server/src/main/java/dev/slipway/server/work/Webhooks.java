package dev.slipway.server.work;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.server.git.Mirrors;
import dev.slipway.server.git.Push;
import dev.slipway.server.git.RepositoryId;
import dev.slipway.store.Database;
import dev.slipway.store.Row;
import dev.slipway.store.Secret;
import dev.slipway.store.SecretStore;
import dev.slipway.workflow.ExpressionException;
import dev.slipway.workflow.ObjectValue;
import dev.slipway.workflow.Value;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Repositories that follow one on GitHub or Gitea: that server tells of a push by a signed message,
 * the commits are fetched from it, and what the push starts runs here. Safe for use by many
 * threads.
 *
 * <p>A message is written down before its sender hears that it was taken, so a crash loses none; a
 * copy of a message counts once, whoever sends it and under whatever number.
 */
public final class Webhooks {
  private static final Set<String> SCHEMES = Set.of("https", "http", "ssh", "file");
  private static final Duration LONGEST_SLEEP = Duration.ofSeconds(30);

  private final Database database;
  private final WebhookSecrets secrets;
  private final Mirrors mirrors;
  private final Schedules schedules;
  private final InstantSource clock;
  private final Semaphore news = new Semaphore(0);

  /** Webhooks whose secrets are in a store of the server's own. */
  public Webhooks(
      Database database,
      SecretStore secrets,
      Mirrors mirrors,
      Schedules schedules,
      InstantSource clock) {
    this.database = database;
    this.secrets = new WebhookSecrets(secrets);
    this.mirrors = mirrors;
    this.schedules = schedules;
    this.clock = clock;
  }

  /**
   * A message of another server.
   *
   * @param event what it is about, such as {@code push}
   * @param signature as the header has it
   * @param body as it came, in UTF-8
   */
  public record Delivery(String event, String signature, String body) {}

  /** What became of a message. */
  public enum Receipt {
    /** It is written down and will be seen to. */
    TAKEN,
    /** It was taken before; nothing happens. */
    KNOWN,
    /** It is about nothing that starts anything here. */
    IGNORED,
    /** Its signature is wrong, or the repository follows nothing. */
    REFUSED
  }

  /**
   * Lets a repository follow another one, and fetches what that has now; nothing runs for it.
   *
   * @param source an https, ssh or file address
   * @param key what the other server signs its messages with
   * @param token gives access to the source over https
   * @throws SlipwayException INVALID_INPUT when the address is none, MACHINE with git's words when
   *     it cannot be fetched from
   */
  public void follow(RepositoryId id, String source, Secret key, Optional<Secret> token) {
    check(source);
    secrets.set(id, key, token);
    mirrors.fetch(id, source, secrets.access(id));
    mirrors.adopt(id);
    database.write(
        transaction ->
            transaction.update(
                """
                insert into webhook_source (owner, name, source) values (?, ?, ?)
                on conflict (owner, name) do update set source = excluded.source
                """,
                id.owner(),
                id.name(),
                source));
    schedules.refresh();
  }

  private static void check(String source) {
    try {
      URI address = new URI(source);
      boolean plain = address.getUserInfo() == null || "ssh".equals(address.getScheme());
      if (address.getScheme() != null && SCHEMES.contains(address.getScheme()) && plain) {
        return;
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    throw new SlipwayException(
        ErrorCode.INVALID_INPUT,
        "a source is an address such as https://github.com/acme/shop.git, without a password in"
            + " it");
  }

  /** The address a repository follows. */
  public Optional<String> source(RepositoryId id) {
    return database.read(
        transaction ->
            transaction.first(
                "select source from webhook_source where owner = ? and name = ?",
                row -> row.text("source"),
                id.owner(),
                id.name()));
  }

  /** Takes a message. */
  public Receipt receive(RepositoryId id, Delivery delivery) {
    boolean follows = source(id).isPresent();
    if (!secrets.isFrom(id, delivery.body(), delivery.signature()) || !follows) {
      return Receipt.REFUSED;
    }
    if (!delivery.event().equals("push")) {
      return Receipt.IGNORED;
    }
    int added =
        database.write(
            transaction ->
                transaction.update(
                    """
                    insert into webhook_delivery (digest, owner, name, event, body, received, state)
                    values (?, ?, ?, ?, ?, ?, 'open') on conflict do nothing
                    """,
                    digest(id, delivery),
                    id.owner(),
                    id.name(),
                    delivery.event(),
                    delivery.body(),
                    clock.instant()));
    news.release();
    return added > 0 ? Receipt.TAKEN : Receipt.KNOWN;
  }

  // The number of a delivery is not signed, so it cannot tell a copy from another message.
  private static String digest(RepositoryId id, Delivery delivery) {
    String all = id + "\n" + delivery.event() + "\n" + delivery.body();
    return WebhookSecrets.digest(all);
  }

  /** A message that nobody has seen to yet. */
  private record Open(String digest, RepositoryId id, String body) {}

  /** Sees to all messages that are waiting, in the order in which they came. */
  public void seeTo() {
    List<Open> open =
        database.read(
            transaction ->
                transaction.list(
                    """
                    select digest, owner, name, body from webhook_delivery
                    where state = 'open' order by received, digest
                    """,
                    Webhooks::open));
    for (Open each : open) {
      close(each, seeTo(each));
    }
  }

  private static Open open(Row row) {
    return new Open(
        row.text("digest"),
        new RepositoryId(row.text("owner"), row.text("name")),
        row.text("body"));
  }

  private String seeTo(Open open) {
    try {
      Optional<String> source = source(open.id());
      if (source.isEmpty()) {
        return "the repository follows nothing any more";
      }
      if (!(Value.parseJson(open.body()) instanceof ObjectValue payload)) {
        return "the message is no JSON object";
      }
      mirrors.fetch(open.id(), source.get(), secrets.access(open.id()));
      return mirrors.move(push(open.id(), payload)) ? "moved" : "nothing new";
    } catch (ExpressionException e) {
      return "the message is no JSON: " + e.getMessage();
    } catch (SlipwayException e) {
      if (e.code().kind() != ErrorCode.Kind.USER) {
        WorkLog.warn("a message about " + open.id() + " could not be seen to", e);
      }
      return String.valueOf(e.getMessage());
    }
  }

  private static Push push(RepositoryId id, ObjectValue payload) {
    String ref = payload.get("ref").text();
    String before = payload.get("before").text();
    String after = payload.get("after").text();
    boolean moves = ref.startsWith("refs/heads/") || ref.startsWith("refs/tags/");
    if (!moves || !isId(before) || !isId(after)) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT, "the message names no branch or tag that moved");
    }
    return new Push(id, ref, before, after, pusher(payload));
  }

  private static boolean isId(String text) {
    return text.length() == 40 && text.chars().allMatch(each -> Character.digit(each, 16) >= 0);
  }

  private static String pusher(ObjectValue payload) {
    for (Value name : List.of(payload.path("sender", "login"), payload.path("pusher", "name"))) {
      if (!name.text().isBlank()) {
        return name.text();
      }
    }
    return "unknown";
  }

  private void close(Open open, String outcome) {
    database.write(
        transaction ->
            transaction.update(
                "update webhook_delivery set state = 'done', body = '', outcome = ? where digest ="
                    + " ?",
                outcome,
                open.digest()));
  }

  /** Sees to messages from now on, until the answer is closed. */
  public AutoCloseable start() {
    Thread thread = Thread.ofVirtual().name("webhooks").start(this::run);
    return thread::interrupt;
  }

  private void run() {
    try {
      while (true) {
        attempt();
        news.tryAcquire(LONGEST_SLEEP.toMillis(), TimeUnit.MILLISECONDS);
        news.drainPermits();
      }
    } catch (InterruptedException e) {
      // The server stops.
    }
  }

  private void attempt() {
    try {
      seeTo();
    } catch (SlipwayException e) {
      WorkLog.warn("messages of other servers could not be read", e);
    }
  }
}
