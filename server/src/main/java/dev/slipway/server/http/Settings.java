package dev.slipway.server.http;

import java.security.SecureRandom;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * What a web server needs to know beyond its routes.
 *
 * @param formKey the key of the tokens in forms; the same over restarts, so that open pages go on
 * @param trustsProxy whether a proxy on this machine is believed about addresses and TLS
 * @param tls the certificate it serves; plain HTTP without one
 * @param witness notes what people ask for that changes something
 */
public record Settings(
    Content formKey,
    boolean trustsProxy,
    Optional<SSLContext> tls,
    ErrorPages errorPages,
    Observer observer,
    Witness witness) {
  private static final int KEY_BYTES = 32;

  /** Plain HTTP with a key that lasts as long as the process. */
  public static Settings usual() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return new Settings(
        Content.of(key),
        false,
        Optional.empty(),
        ErrorPages.plain(),
        Observer.none(),
        Witness.none());
  }

  /** The same with a key of forms. */
  public Settings withFormKey(Content key) {
    return new Settings(key, trustsProxy, tls, errorPages, observer, witness);
  }

  /** The same, and a proxy on this machine is believed or not. */
  public Settings trustingProxy(boolean trusts) {
    return new Settings(formKey, trusts, tls, errorPages, observer, witness);
  }

  /** The same over TLS. */
  public Settings withTls(SSLContext context) {
    return new Settings(formKey, trustsProxy, Optional.of(context), errorPages, observer, witness);
  }

  /** The same with other pages for errors. */
  public Settings withErrorPages(ErrorPages pages) {
    return new Settings(formKey, trustsProxy, tls, pages, observer, witness);
  }

  /** The same, and somebody hears of every answer. */
  public Settings withObserver(Observer other) {
    return new Settings(formKey, trustsProxy, tls, errorPages, other, witness);
  }

  /** The same, and somebody notes what is changed. */
  public Settings withWitness(Witness other) {
    return new Settings(formKey, trustsProxy, tls, errorPages, observer, other);
  }
}
