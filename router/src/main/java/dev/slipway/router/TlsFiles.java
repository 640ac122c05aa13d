package dev.slipway.router;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.nio.file.Path;

/**
 * Where a certificate and its key are kept.
 *
 * @param chain PEM, the site's own certificate first
 * @param key PEM, PKCS#8, not encrypted
 */
public record TlsFiles(Path chain, Path key) {
  /** Reads {@code CHAIN.pem:KEY.pem}, the paths seen from {@code folder}. */
  public static TlsFiles parse(String typed, Path folder) {
    int colon = typed.indexOf(':');
    if (colon <= 0 || colon == typed.length() - 1) {
      throw new SlipwayException(
          ErrorCode.USAGE, "a certificate is given as CHAIN.pem:KEY.pem, not '" + typed + "'");
    }
    return new TlsFiles(
        folder.resolve(typed.substring(0, colon)), folder.resolve(typed.substring(colon + 1)));
  }
}
