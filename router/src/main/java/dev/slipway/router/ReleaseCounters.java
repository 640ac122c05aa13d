package dev.slipway.router;

/**
 * What a release has answered since the router started.
 *
 * @param service whose release it is
 * @param release which one
 * @param responses finished requests by how they ended
 * @param latency from the last header of a request to the first byte of its answer
 * @param inFlight requests that are under way now
 */
public record ReleaseCounters(
    ServiceName service, ReleaseLabel release, Responses responses, Latency latency, int inFlight) {
  /**
   * Finished requests; each is counted once, in the first seven.
   *
   * @param informational answers 1xx that ended the exchange (101)
   * @param success answers 2xx
   * @param redirection answers 3xx
   * @param clientError answers 4xx of the application
   * @param serverError answers 5xx of the application
   * @param gatewayError answered by the router with 502 or 504 because the instance failed, or cut
   *     because it died within its answer or outlasted the grace
   * @param aborted the client left before the end, stood still for too long, or sent nonsense
   * @param retried requests that another instance was asked for after this release failed them;
   *     they are counted where they ended
   */
  public record Responses(
      long informational,
      long success,
      long redirection,
      long clientError,
      long serverError,
      long gatewayError,
      long aborted,
      long retried) {
    /** Nothing yet. */
    public static Responses none() {
      return new Responses(0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** Requests that got an answer, from the application or from the router in its place. */
    public long answered() {
      return informational + success + redirection + clientError + serverError + gatewayError;
    }

    /** Answers that are the release's fault. */
    public long errors() {
      return serverError + gatewayError;
    }

    /** Both together. */
    public Responses plus(Responses other) {
      return new Responses(
          informational + other.informational,
          success + other.success,
          redirection + other.redirection,
          clientError + other.clientError,
          serverError + other.serverError,
          gatewayError + other.gatewayError,
          aborted + other.aborted,
          retried + other.retried);
    }
  }

  /** Requests that got an answer. */
  public long requests() {
    return responses.answered();
  }

  /** Answers that are the release's fault. */
  public long errors() {
    return responses.errors();
  }
}
