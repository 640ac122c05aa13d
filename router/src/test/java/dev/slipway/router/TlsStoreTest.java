package dev.slipway.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.SlipwayException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsStoreTest {
  @TempDir Path folder;
  private final List<String> notices = new ArrayList<>();

  @Test
  void picksTheCertificateOfTheHostAClientNames() throws Exception {
    TlsFiles first = TestCertificate.of("app.example").write(folder, "app");
    TlsFiles second = TestCertificate.of("shop.example").write(folder, "shop");
    try (TlsStore store = new TlsStore(List.of(first, second), notices::add)) {
      var app = store.certificates().get(0).context();
      var shop = store.certificates().get(1).context();

      assertThat(store.map("APP.example")).isSameAs(app);
      assertThat(store.map("shop.example")).isSameAs(shop);
      assertThat(store.map("unknown.example")).isSameAs(app);
      assertThat(store.map(null)).isSameAs(app);
    }
  }

  @Test
  void takesAWildcardForOneLabel() throws Exception {
    TlsCertificate read = TlsCertificate.read(TestCertificate.of("a.example").write(folder, "a"));
    TlsCertificate wild =
        new TlsCertificate(read.files(), List.of("*.shop.example"), read.expires(), read.context());

    assertThat(wild.covers("eu.shop.example")).isTrue();
    assertThat(wild.covers("a.b.shop.example")).isFalse();
    assertThat(wild.covers("shop.example")).isFalse();
    assertThat(read.covers("A.example")).isTrue();
  }

  @Test
  void servesARenewedCertificateWithoutARestart() throws Exception {
    TestCertificate old = TestCertificate.of("app.example");
    TlsFiles files = old.write(folder, "app");
    try (TlsStore store = new TlsStore(List.of(files), notices::add)) {
      var before = store.map("app.example");
      store.reloadChanged();
      assertThat(store.map("app.example")).isSameAs(before);

      TestCertificate renewed = TestCertificate.of("new.example");
      renewed.write(folder, "app");
      touch(files);
      store.reloadChanged();

      assertThat(store.map("app.example")).isNotSameAs(before);
      assertThat(store.certificates().getFirst().names()).containsExactly("new.example");
      assertThat(notices).singleElement().asString().startsWith("certificates read again");
    }
  }

  @Test
  void keepsTheOldCertificateWhileTheFilesDoNotFit() throws Exception {
    TlsFiles files = TestCertificate.of("app.example").write(folder, "app");
    TestCertificate renewed = TestCertificate.of("new.example");
    try (TlsStore store = new TlsStore(List.of(files), notices::add)) {
      var before = store.map("app.example");

      Files.writeString(files.key(), "-----BEGIN PRIVATE KEY-----\nhalf");
      touch(files);
      store.reloadChanged();

      assertThat(store.map("app.example")).isSameAs(before);
      assertThat(notices)
          .singleElement()
          .asString()
          .startsWith("the old certificates stay in use: ");

      renewed.write(folder, "app");
      touch(files);
      store.reloadChanged();
      assertThat(store.map("app.example")).isNotSameAs(before);
    }
  }

  @Test
  void saysWhatIsWrongWithTheFiles() throws Exception {
    TlsFiles files = TestCertificate.of("app.example").write(folder, "app");
    TlsFiles absent = new TlsFiles(folder.resolve("none.crt"), files.key());
    TlsFiles swapped = new TlsFiles(files.key(), files.chain());
    TlsFiles noKey = new TlsFiles(files.chain(), files.chain());

    assertThatThrownBy(() -> new TlsStore(List.of(), notices::add))
        .hasMessageContaining("--certificate CHAIN.pem:KEY.pem");
    for (TlsFiles wrong : List.of(absent, swapped, noKey)) {
      assertThatThrownBy(() -> new TlsStore(List.of(wrong), notices::add))
          .isInstanceOf(SlipwayException.class)
          .hasMessageContaining(folder.toString());
    }
  }

  @Test
  void readsThePairOfPathsAsTyped() {
    assertThat(TlsFiles.parse("a.pem:/etc/b.pem", Path.of("/srv")))
        .isEqualTo(new TlsFiles(Path.of("/srv/a.pem"), Path.of("/etc/b.pem")));
    assertThatThrownBy(() -> TlsFiles.parse("a.pem", Path.of("/srv")))
        .hasMessage("a certificate is given as CHAIN.pem:KEY.pem, not 'a.pem'");
  }

  /** Two writes in one tick of the file system's clock would look the same. */
  private static void touch(TlsFiles files) throws Exception {
    FileTime later = FileTime.from(Instant.now().plusSeconds(60));
    Files.setLastModifiedTime(files.chain(), later);
    Files.setLastModifiedTime(files.key(), later);
  }
}
