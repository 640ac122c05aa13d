package dev.slipway.server.git;

import java.util.Optional;

/** What a git client asks a server for, by git's own names. */
public enum GitService {
  /** The client fetches. */
  UPLOAD_PACK("git-upload-pack"),
  /** The client pushes. */
  RECEIVE_PACK("git-receive-pack");

  private final String text;

  GitService(String text) {
    this.text = text;
  }

  /** The service of that name. */
  public static Optional<GitService> of(String text) {
    for (GitService service : values()) {
      if (service.text.equals(text)) {
        return Optional.of(service);
      }
    }
    return Optional.empty();
  }

  /** The name in addresses and media types. */
  public String text() {
    return text;
  }

  /** The media type of the list of references. */
  public String advertisementType() {
    return "application/x-" + text + "-advertisement";
  }

  /** The media type of a request. */
  public String requestType() {
    return "application/x-" + text + "-request";
  }

  /** The media type of its answer. */
  public String resultType() {
    return "application/x-" + text + "-result";
  }
}
