package dev.slipway.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteTest {
  @TempDir Path folder;
  private Path now;
  private Path before;

  @BeforeEach
  void build() throws IOException {
    before = folder.resolve("1");
    now = folder.resolve("2");
    write(before, "index.html", "<p>one</p>");
    write(before, "assets/index-OldHash1.js", "old()");
    write(before, "about.html", "<p>about one</p>");
    write(now, "index.html", "<p>two</p>");
    write(now, "assets/index-BsZ3k2aQ.js", "console.log('two')");
    write(now, "assets/index-BsZ3k2aQ.js.gz", "gzipped");
    write(now, "assets/index-BsZ3k2aQ.js.br", "brotli");
    write(now, "docs/index.html", "<p>docs</p>");
    write(now, "robots.txt", "0123456789");
    write(now, ".env", "SECRET=1");
    write(now, ".well-known/security.txt", "mail us");
    write(now, "archive.gz", "a file of its own");
    write(now, "caf\u00e9 menu.txt", "coffee");
  }

  @Test
  void lastsForEverWhatCarriesAHashAndAsksAgainForTheRest() {
    assertThat(get("/assets/index-BsZ3k2aQ.js").headers())
        .containsEntry("cache-control", "public, max-age=31536000, immutable")
        .containsEntry("content-type", "text/javascript; charset=utf-8");
    assertThat(get("/").headers())
        .containsEntry("cache-control", "no-cache")
        .containsEntry("content-type", "text/html; charset=utf-8")
        .containsEntry("x-content-type-options", "nosniff");
  }

  @Test
  void sendsThePrecompressedFormAClientAccepts() {
    SiteReply brotli = get("/assets/index-BsZ3k2aQ.js", "accept-encoding", "gzip, deflate, br");
    SiteReply gzip = get("/assets/index-BsZ3k2aQ.js", "accept-encoding", "br;q=0, gzip;q=0.5");
    SiteReply plain = get("/assets/index-BsZ3k2aQ.js", "accept-encoding", "identity");

    assertThat(brotli.headers()).containsEntry("content-encoding", "br");
    assertThat(gzip.headers())
        .containsEntry("content-encoding", "gzip")
        .containsEntry("vary", "accept-encoding")
        .containsEntry("content-type", "text/javascript; charset=utf-8");
    assertThat(gzip.body())
        .isEqualTo(new SiteReply.Body.Stretch(now.resolve("assets/index-BsZ3k2aQ.js.gz"), 0, 7));
    assertThat(plain.headers()).doesNotContainKey("content-encoding").containsKey("vary");
    assertThat(brotli.headers().get("etag")).isNotEqualTo(gzip.headers().get("etag"));
  }

  @Test
  void answersARouteOfTheApplicationWithItsPage() {
    SiteReply page = get("/orders/17?tab=items");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).isEqualTo(new SiteReply.Body.Stretch(now.resolve("index.html"), 0, 10));
    assertThat(get("/v1.2/notes", "accept", "text/html,*/*").status()).isEqualTo(200);
  }

  @Test
  void doesNotPassAPageOffAsAMissingFile() {
    assertThat(get("/assets/gone.js").status()).isEqualTo(404);
    assertThat(get("/logo.png", "accept", "image/*").status()).isEqualTo(404);
  }

  @Test
  void keepsTheHashedAssetsOfReleasesBeforeButNotTheirPages() {
    assertThat(get("/assets/index-OldHash1.js").status()).isEqualTo(200);
    assertThat(get("/about.html").status()).isEqualTo(404);
  }

  @Test
  void answersTheConfigurationOfTheRoute() {
    SiteReply config = get("/config.json");

    assertThat(config.headers())
        .containsEntry("content-type", "application/json")
        .containsEntry("cache-control", "no-store");
    assertThat(config.body())
        .isEqualTo(
            new SiteReply.Body.Text(
                "{\"apiUrl\":\"https://api.example\",\"name\":\"a \\\"b\\\"\"}"));
  }

  @Test
  void answersNotModifiedToWhoHasIt() {
    String tag = get("/").headers().get("etag");

    SiteReply again = get("/", "if-none-match", "\"x\", W/" + tag);

    assertThat(again.status()).isEqualTo(304);
    assertThat(again.headers()).containsEntry("etag", tag).containsKey("cache-control");
    assertThat(again.body()).isEqualTo(new SiteReply.Body.None());
    assertThat(get("/", "if-none-match", "\"x\"").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=2-4, 206, bytes 2-4/10, 2, 3",
    "bytes=7-, 206, bytes 7-9/10, 7, 3",
    "bytes=-4, 206, bytes 6-9/10, 6, 4",
    "bytes=5-500, 206, bytes 5-9/10, 5, 5",
    "'bytes=1-2,4-5', 200, , 0, 10",
    "lines=1-2, 200, , 0, 10",
    "bytes=x-y, 200, , 0, 10"
  })
  void sendsAPartOfAFile(String range, int status, String contentRange, long offset, long length) {
    SiteReply reply = get("/robots.txt", "range", range);

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.headers().get("content-range")).isEqualTo(contentRange);
    assertThat(reply.body())
        .isEqualTo(new SiteReply.Body.Stretch(now.resolve("robots.txt"), offset, length));
  }

  @Test
  void refusesAPartBeyondTheEndOrOfAnotherVersion() {
    assertThat(get("/robots.txt", "range", "bytes=10-").status()).isEqualTo(416);
    assertThat(get("/robots.txt", "range", "bytes=1-2", "if-range", "\"old\"").status())
        .isEqualTo(200);
  }

  @Test
  void leadsToTheFolderWithItsSlash() {
    assertThat(get("/docs").status()).isEqualTo(308);
    assertThat(get("/docs").headers()).containsEntry("location", "/docs/");
    assertThat(get("/docs/").body())
        .isEqualTo(new SiteReply.Body.Stretch(now.resolve("docs/index.html"), 0, 11));
  }

  @Test
  void decodesPaths() {
    assertThat(get("/caf%C3%A9%20menu.txt").status()).isEqualTo(200);
    assertThat(get("/archive.gz").headers()).doesNotContainKey("content-encoding");
    assertThat(get("/.well-known/security.txt").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../1/index.html", "/assets/%2e%2e/%2e%2e/1/index.html", "/%00", "/a%", "/%zz", "/\\..\\x",
        "index.html", "http://x/", "/a//b", "/%ff", "/./index.html", "*"
      })
  void refusesPathsThatNameNothing(String target) {
    assertThat(get(target).status()).isEqualTo(400);
  }

  @Test
  void hidesDotFiles() {
    assertThat(get("/.env").body())
        .isNotEqualTo(new SiteReply.Body.Stretch(now.resolve(".env"), 0, 8));
    assertThat(get("/.env").status()).isEqualTo(404);
  }

  @Test
  void allowsReadingOnly() {
    SiteReply refused = site().answer(new Site.Request("POST", "/", Map.of()));

    assertThat(refused.status()).isEqualTo(405);
    assertThat(refused.headers()).containsEntry("allow", "GET, HEAD");
    assertThat(site().answer(new Site.Request("HEAD", "/", Map.of())).status()).isEqualTo(200);
  }

  @Test
  void showsTheSitesOwnPageForWhatIsNotThere() throws IOException {
    write(now, "404.html", "<p>lost</p>");

    SiteReply lost = get("/gone.js");

    assertThat(lost.status()).isEqualTo(404);
    assertThat(lost.headers()).containsEntry("content-type", "text/html; charset=utf-8");
  }

  @Test
  void refusesAFolderWithALinkThatLeadsOutOfIt() throws IOException {
    Files.writeString(folder.resolve("secret"), "s");
    Files.createSymbolicLink(now.resolve("link.txt"), folder.resolve("secret"));

    assertThatThrownBy(this::site)
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("leads out of the site's folder");
  }

  @ParameterizedTest
  @CsvSource({
    "index-BsZ3k2aQ.js, true",
    "main.5f2c9ab1.chunk.css, true",
    "logo.5f2c9ab1d3e4f5a6b7c8.svg, true",
    "vendor-a_-9Zk2L.js, true",
    "my-component.js, false",
    "my-elements.js, false",
    "jquery-3.7.1.min.js, false",
    "report.20261124.pdf, false",
    "index.html, false"
  })
  void tellsAHashFromAWord(String name, boolean hashed) {
    assertThat(SiteIndex.hasHash(name)).isEqualTo(hashed);
  }

  private SiteReply get(String target, String... headers) {
    Map<String, String> all = new HashMap<>();
    for (int at = 0; at < headers.length; at += 2) {
      all.put(headers[at], headers[at + 1]);
    }
    return site().answer(new Site.Request("GET", target, all));
  }

  private Site site() {
    Map<String, String> config = Map.of("apiUrl", "https://api.example", "name", "a \"b\"");
    return Site.read(new Destination.Site(now, List.of(before, folder.resolve("gone")), config));
  }

  private static void write(Path root, String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
