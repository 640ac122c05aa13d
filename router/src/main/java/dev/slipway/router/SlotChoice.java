package dev.slipway.router;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which slot of its route a request goes to.
 *
 * @param slot the one
 * @param cookie to be set, so that the visitor stays with the slot; or null
 */
record SlotChoice(LiveSlot slot, @Nullable String cookie) {
  /** Lets a tester choose: {@code stable} or {@code candidate}, as a header or a cookie. */
  static final String OVERRIDE = "x-slipway-slot";

  private static final String FOR_A_MONTH = "; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax";

  static SlotChoice of(LiveTable.Entry entry, HttpRequest request, FlagHash hash) {
    LiveRoute route = entry.route();
    LiveSlot candidate = route.candidate();
    if (candidate == null) {
      return new SlotChoice(route.stable(), null);
    }
    return between(entry, candidate, request.headers(), hash);
  }

  private static SlotChoice between(
      LiveTable.Entry entry, LiveSlot candidate, HttpHeaders headers, FlagHash hash) {
    LiveSlot stable = entry.route().stable();
    if (entry.preview()) {
      return new SlotChoice(candidate, null);
    }
    String wish = wish(headers);
    if ("candidate".equals(wish)) {
      return new SlotChoice(candidate, null);
    }
    if ("stable".equals(wish)) {
      return new SlotChoice(stable, null);
    }
    int percent = entry.route().route().candidate().map(Candidate::percent).orElse(0);
    if (percent == 0) {
      return new SlotChoice(stable, null);
    }
    String id = VisitorId.of(headers);
    String cookie = null;
    if (id == null) {
      id = UUID.randomUUID().toString();
      cookie = VisitorId.COOKIE + "=" + id + FOR_A_MONTH;
    }
    if (hash.isCanary(id, percent)) {
      return new SlotChoice(candidate, cookie);
    }
    return new SlotChoice(stable, cookie);
  }

  private static @Nullable String wish(HttpHeaders headers) {
    String header = headers.get(OVERRIDE);
    if (header != null) {
      return header;
    }
    return VisitorId.cookie(headers.get(HttpHeaderNames.COOKIE), OVERRIDE);
  }
}
