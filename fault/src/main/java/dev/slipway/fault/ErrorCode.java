package dev.slipway.fault;

/**
 * Why something could not be done, as a stable code.
 *
 * <p>The kind decides the exit code of a command; the HTTP status is what an API answers with.
 */
public enum ErrorCode {
  /** The command line itself is wrong. */
  USAGE(Kind.USER, 400),
  /** A file the user wrote (workflow, action, slipway.yaml) is wrong. */
  INVALID_DOCUMENT(Kind.USER, 422),
  /** An event payload, input or other data handed in is wrong. */
  INVALID_INPUT(Kind.USER, 400),
  /** What was sent is longer than what is taken. */
  TOO_LARGE(Kind.USER, 413),
  /** Something named does not exist. */
  NOT_FOUND(Kind.USER, 404),
  /**
   * Refused: what was asked would leave its permitted place (a path outside the root, a hostile
   * archive).
   */
  REFUSED(Kind.USER, 403),
  /** A feature that this version reads and plans but cannot run yet. */
  UNSUPPORTED(Kind.USER, 501),
  /** A program the work needs is not installed. */
  TOOL_MISSING(Kind.ENVIRONMENT, 503),
  /** A host port is in use by somebody else. */
  PORT_TAKEN(Kind.ENVIRONMENT, 503),
  /** The operating system refused a process, file or mount. */
  MACHINE(Kind.ENVIRONMENT, 503),
  /** A process that takes commands is not there, or ended before it answered. */
  UNREACHABLE(Kind.ENVIRONMENT, 503),
  /** A wait passed its deadline. */
  TIMED_OUT(Kind.ENVIRONMENT, 504),
  /** Stored data is not what was written. */
  CORRUPT(Kind.ENVIRONMENT, 500),
  /** A defect of Slipway. */
  INTERNAL(Kind.INTERNAL, 500);

  /** Whose fault it is. */
  public enum Kind {
    /** What the user typed or wrote; exit code 2. */
    USER(2),
    /** What the machine lacks or refused; exit code 3. */
    ENVIRONMENT(3),
    /** A defect of ours; exit code 70 (EX_SOFTWARE of sysexits). */
    INTERNAL(70);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    /** The exit code of a command that ends with this kind of error. */
    public int exitCode() {
      return exitCode;
    }
  }

  private final Kind kind;
  private final int httpStatus;

  ErrorCode(Kind kind, int httpStatus) {
    this.kind = kind;
    this.httpStatus = httpStatus;
  }

  /** Whose fault it is. */
  public Kind kind() {
    return kind;
  }

  /** The status an HTTP API answers with. */
  public int httpStatus() {
    return httpStatus;
  }

  /** The exit code of a command that ends with this error. */
  public int exitCode() {
    return kind.exitCode();
  }
}
