package dev.slipway.router;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;

/** A fresh self-signed certificate for some hosts. */
record TestCertificate(X509Bundle bundle) {
  static TestCertificate of(String... names) throws Exception {
    CertificateBuilder builder =
        new CertificateBuilder().subject("CN=" + names[0]).setIsCertificateAuthority(true);
    for (String name : names) {
      builder.addSanDnsName(name);
    }
    return new TestCertificate(builder.buildSelfSigned());
  }

  /** Writes both files and says where. */
  TlsFiles write(Path folder, String name) throws Exception {
    TlsFiles files = new TlsFiles(folder.resolve(name + ".crt"), folder.resolve(name + ".key"));
    Files.writeString(files.chain(), bundle.getCertificatePathPEM());
    Files.writeString(files.key(), bundle.getPrivateKeyPEM());
    return files;
  }
}
