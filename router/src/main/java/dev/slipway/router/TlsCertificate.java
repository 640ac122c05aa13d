package dev.slipway.router;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;

/**
 * A certificate chain with its key, as read from two PEM files.
 *
 * @param names the DNS names it is for, in lower case; {@code *.example.org} stands for one label
 * @param expires when browsers stop to accept it
 */
record TlsCertificate(TlsFiles files, List<String> names, Instant expires, SslContext context) {
  /** The kind of a DNS name among the alternative names, RFC 5280 section 4.2.1.6. */
  private static final int DNS_NAME = 2;

  TlsCertificate {
    names = List.copyOf(names);
  }

  /** Reads both files; one that is unusable is INVALID_DOCUMENT with how to mend it. */
  static TlsCertificate read(TlsFiles files) {
    X509Certificate first = firstOf(files.chain());
    try {
      SslContext context =
          SslContextBuilder.forServer(files.chain().toFile(), files.key().toFile())
              .sslProvider(SslProvider.JDK)
              .protocols("TLSv1.3", "TLSv1.2")
              .applicationProtocolConfig(ApplicationProtocolConfig.DISABLED)
              .build();
      return new TlsCertificate(files, namesOf(first), first.getNotAfter().toInstant(), context);
    } catch (SSLException | IllegalArgumentException unusable) {
      throw new SlipwayException(
          ErrorCode.INVALID_DOCUMENT,
          files.key()
              + " is not the key of "
              + files.chain()
              + ", or not in PKCS#8 PEM form ('openssl pkcs8 -topk8 -nocrypt -in KEY' converts it):"
              + " "
              + unusable.getMessage(),
          unusable);
    }
  }

  /** Whether a client that asks for {@code host} is content with it. */
  boolean covers(String host) {
    String wanted = host.toLowerCase(Locale.ROOT);
    int dot = wanted.indexOf('.');
    for (String name : names) {
      boolean wild =
          name.startsWith("*.") && dot > 0 && name.substring(1).equals(wanted.substring(dot));
      if (wild || name.equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  private static X509Certificate firstOf(Path chain) {
    try (InputStream in = Files.newInputStream(chain)) {
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        return (X509Certificate) certificate;
      }
      throw new CertificateException("it holds no certificate");
    } catch (IOException | CertificateException unusable) {
      throw new SlipwayException(
          ErrorCode.INVALID_DOCUMENT,
          chain
              + " is not a PEM file of certificates, the site's own first: "
              + unusable.getMessage(),
          unusable);
    }
  }

  private static List<String> namesOf(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      var alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives == null) {
        return names;
      }
      for (List<?> alternative : alternatives) {
        if (alternative.get(0) instanceof Integer kind && kind == DNS_NAME) {
          names.add(String.valueOf(alternative.get(1)).toLowerCase(Locale.ROOT));
        }
      }
    } catch (CertificateParsingException unusual) {
      // Without names it still serves as the one for clients that name no host.
      return names;
    }
    return names;
  }
}
