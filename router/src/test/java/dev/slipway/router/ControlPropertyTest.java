package dev.slipway.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes in on the admin socket, from the state file or as a path: no surprise. */
class ControlPropertyTest {
  private static final String TABLE = TableJson.text(SampleTables.full());

  @Property(tries = 500)
  void damagedTablesAreRefusedInWords(@ForAll("damagedTables") String text) {
    try {
      RouteTable read = TableJson.read(JsonFields.parse(text));
      assertThat(TableJson.read(JsonFields.parse(TableJson.text(read)))).isEqualTo(read);
    } catch (SlipwayException refused) {
      assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_INPUT);
    }
  }

  @Provide
  Arbitrary<String> damagedTables() {
    return Combinators.combine(
            Arbitraries.integers().between(0, TABLE.length() - 1),
            Arbitraries.integers().between(0, 12),
            Arbitraries.of(
                "", "0", "-1", "\"", "null", "{}", "[]", "9999999999", "true", ",", "\u0000"))
        .as(
            (at, length, instead) ->
                TABLE.substring(0, at)
                    + instead
                    + TABLE.substring(Math.min(TABLE.length(), at + length)));
  }

  @Property(tries = 300)
  void anyRequestIsAnsweredOrRefusedInWords(
      @ForAll("methods") String method,
      @ForAll("paths") String path,
      @ForAll("bodies") String body) {
    RouterStatus status = new RouterStatus(1, Instant.EPOCH, "127.0.0.1:1", Optional.empty(), 0);
    RouterOperator operator = new RouterOperator(new TableRouter(), () -> status, () -> 7);
    try {
      assertThat(operator.apply(new AdminRequest(method, path, body)).status()).isEqualTo(200);
    } catch (SlipwayException refused) {
      assertThat(refused.code()).isIn(ErrorCode.INVALID_INPUT, ErrorCode.NOT_FOUND);
    }
  }

  @Provide
  Arbitrary<String> methods() {
    return Arbitraries.of("GET", "PUT", "POST", "DELETE", "PATCH");
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ascii().ofMaxLength(20).map(text -> "/" + text),
        Arbitraries.of(
            "/v1/table",
            "/v1/status",
            "/metrics",
            "/v1/events?after=x",
            "/v1/events?wait_ms=1&after=2",
            "/v1/services/web/deploy",
            "/v1/services/web/weight",
            "/v1/services/web/pause",
            "/v1/services/UPPER/resume",
            "/v1/services/",
            "/v1/services/web"));
  }

  @Provide
  Arbitrary<String> bodies() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(30),
        Arbitraries.of(
            "",
            "{}",
            "[]",
            "{\"percent\":1e99}",
            "{\"percent\":\"10\"}",
            "{\"hold_ms\":-1}",
            "{\"slot\":{\"release\":\"1\"}}",
            "{\"slot\":7}",
            "[".repeat(5_000),
            "{\"a\":".repeat(5_000)));
  }

  @Property(tries = 1000)
  void noPathOfARequestLeadsUp(@ForAll("targets") String target) {
    UrlPath.decode(target)
        .ifPresent(
            path -> {
              assertThat(path).startsWith("/");
              assertThat(List.of(path.split("/", -1))).doesNotContain("..", ".");
              assertThat(path.chars()).noneMatch(each -> each < ' ' || each == '\\');
              assertThat(UrlPath.decode(UrlPath.encode(path))).hasValue(path);
            });
  }

  @Provide
  Arbitrary<String> targets() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "/", "..", ".", "%2e", "%2E", "%2f", "%5c", "\\", "%00", "a", "\u00e9", "%c3%a9", "%c3",
            "%", "?", "#", "//", "%25", " ", ";", "~");
    return pieces.list().ofMaxSize(12).map(list -> "/" + String.join("", list));
  }
}
