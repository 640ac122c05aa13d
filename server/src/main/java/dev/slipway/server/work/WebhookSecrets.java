package dev.slipway.server.work;

import dev.slipway.server.git.RepositoryId;
import dev.slipway.store.Secret;
import dev.slipway.store.SecretStore;
import dev.slipway.store.StoredSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a repository and the server it follows share: the key of its messages, and the token its
 * commits are fetched with. Sealed in a {@link SecretStore}; safe for use by many threads.
 */
final class WebhookSecrets {
  private static final String MAC = "HmacSHA256";
  private static final int NAME_DIGITS = 32;
  private static final String NO_ENVIRONMENT = "none";

  // Whoever asks about a repository that follows nothing takes as long as about one that does.
  private static final Secret NOBODYS = Secret.of("nobody knows this key");

  private final SecretStore store;

  WebhookSecrets(SecretStore store) {
    this.store = store;
  }

  void set(RepositoryId id, Secret key, Optional<Secret> token) {
    store.set(Optional.empty(), name("WEBHOOK_KEY_", id), key);
    token.ifPresent(value -> store.set(Optional.empty(), name("SOURCE_TOKEN_", id), value));
  }

  /** The header of HTTP that lets us fetch. */
  Optional<String> access(RepositoryId id) {
    return find(name("SOURCE_TOKEN_", id))
        .map(
            token ->
                "Authorization: Basic "
                    + Base64.getEncoder()
                        .encodeToString(
                            ("x-access-token:" + token.reveal()).getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Whether a message comes from who knows the key; in constant time.
   *
   * @param signature the HMAC-SHA-256 of the body in hexadecimal digits, as GitHub and Gitea send
   *     it, with or without {@code sha256=} before it
   */
  boolean isFrom(RepositoryId id, String body, String signature) {
    Optional<Secret> key = find(name("WEBHOOK_KEY_", id));
    byte[] right = mac(key.orElse(NOBODYS), body);
    String digits = signature.strip().toLowerCase(Locale.ROOT);
    if (digits.startsWith("sha256=")) {
      digits = digits.substring("sha256=".length());
    }
    byte[] given = digits.getBytes(StandardCharsets.UTF_8);
    byte[] wanted = HexFormat.of().formatHex(right).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(given, wanted) && key.isPresent();
  }

  private static byte[] mac(Secret key, String body) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(key.reveal().getBytes(StandardCharsets.UTF_8), MAC));
      return mac.doFinal(body.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + MAC, e);
    }
  }

  /** The SHA-256 of a text in hexadecimal digits. */
  static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private Optional<Secret> find(String name) {
    return Optional.ofNullable(store.effective(NO_ENVIRONMENT).get(name)).map(StoredSecret::value);
  }

  private static String name(String prefix, RepositoryId id) {
    String digest = digest(id.toString());
    return prefix + digest.substring(0, NAME_DIGITS).toUpperCase(Locale.ROOT);
  }
}
