package dev.slipway.router;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;

/** Writes responses; it knows that the answer to a HEAD has no body whatever its headers say. */
final class ResponseEncoder extends HttpResponseEncoder {
  private boolean head;

  /** Says what the next response answers. */
  void answering(HttpMethod method) {
    head = HttpMethod.HEAD.equals(method);
  }

  @Override
  protected boolean isContentAlwaysEmpty(HttpResponse response) {
    return head || super.isContentAlwaysEmpty(response);
  }
}
