package dev.slipway.server.http;

/** By which door a request comes: how callers prove who they are, and how they are turned away. */
public enum Entrance {
  /** People: a session cookie or a token; who is not signed in goes to the login page. */
  BROWSER,
  /** Programs: a token, or a page's session cookie; errors are problem documents. */
  API,
  /** The git command: a token as the password of basic authentication, nothing else. */
  GIT,
  /** Other servers: nobody signs in, the handler checks a signature over the body. */
  HOOK
}
