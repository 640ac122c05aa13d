package dev.slipway.runner;

import dev.slipway.machine.OutputSink;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * The output of one step's processes on its way into the log: commands are obeyed, problems become
 * annotations, all else passes on byte for byte. For one thread at a time.
 *
 * <p>Lines end with LF, CRLF or CR, as the runner reads them, so that each state of a progress bar
 * is a line. Where no matcher is active, whole chunks pass on without a look at more than the
 * beginnings of lines; only a line that begins like a command, or every line while matchers are
 * active, is held until it is complete. How output is cut into chunks never shows in the result.
 */
final class StepOutput implements OutputSink, AutoCloseable {
  /** A longer line is neither obeyed nor matched, so that memory stays bounded; in bytes. */
  static final int MAX_LINE = 1024 * 1024;

  private static final byte[] NOTHING = {};
  private static final byte[] BACKSLASH = {'\\'};

  /** Where the next byte stands. */
  private enum State {
    /** At the beginning of a line. */
    START,
    /** In a line that passes on. */
    PASSING,
    /** In a line that is held until it is complete. */
    HOLDING,
    /** In a command that is too long and not shown. */
    DROPPING
  }

  /** What a line feed is that comes next, after a carriage return. */
  private enum Feed {
    LINE_END,
    PASSED,
    SWALLOWED
  }

  private final StepLog log;
  private final CommandInterpreter interpreter;
  private final MatcherSession matchers;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private State state = State.START;
  private Feed feed = Feed.LINE_END;

  /** Bytes at the end of the last chunk that decide nothing yet. */
  private byte[] carried = NOTHING;

  /** How far the chunk at hand has been sent to the log. */
  private int sent;

  /** Output read by the scope's matchers and the policy's commands, into the log. */
  StepOutput(OutputScope scope, CommandPolicy policy, StepLog log) {
    this(scope, policy, log, MatcherSession.TIME_LIMIT);
  }

  StepOutput(OutputScope scope, CommandPolicy policy, StepLog log, Duration matcherTimeLimit) {
    this.log = log;
    this.interpreter = new CommandInterpreter(scope, policy, log);
    this.matchers = new MatcherSession(scope, log, matcherTimeLimit);
  }

  @Override
  public void write(byte[] buffer, int offset, int length) {
    scan(buffer, offset, offset + length);
    log.flush();
  }

  /** The processes have ended: a last line without an end counts as a line. */
  @Override
  public void close() {
    sendCarried();
    if (state == State.HOLDING) {
      byte[] line = held.toByteArray();
      held.reset();
      finish(line, 0, line.length);
    }
    state = State.START;
    feed = Feed.LINE_END;
  }

  private void scan(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      if (carried.length > 0) {
        byte[] whole = Arrays.copyOf(carried, carried.length + to - at);
        System.arraycopy(bytes, at, whole, carried.length, to - at);
        carried = NOTHING;
        scan(whole, 0, whole.length);
        return;
      }
      at =
          switch (state) {
            case START -> begin(bytes, at, to);
            case PASSING -> pass(bytes, at, to);
            case HOLDING -> hold(bytes, at, to);
            case DROPPING -> drop(bytes, at, to);
          };
    }
  }

  private int begin(byte[] bytes, int at, int to) {
    Feed expected = feed;
    feed = Feed.LINE_END;
    if (expected != Feed.LINE_END && bytes[at] == '\n') {
      if (expected == Feed.PASSED) {
        log.write(bytes, at, 1);
      }
      return at + 1;
    }
    if (matchers.isActive()) {
      state = State.HOLDING;
      return at;
    }
    return pass(bytes, at, to);
  }

  /** Passes lines on in bulk; stops before one that must be held. */
  private int pass(byte[] bytes, int from, int to) {
    sent = from;
    int at = from;
    while (at < to && state != State.HOLDING) {
      at = state == State.START ? passBeginning(bytes, at, to) : passRest(bytes, at, to);
    }
    send(bytes, at);
    return at;
  }

  private int passBeginning(byte[] bytes, int at, int to) {
    return switch (LineBeginning.at(bytes, at, to)) {
      case ORDINARY -> {
        state = State.PASSING;
        yield at;
      }
      case COMMAND -> {
        state = State.HOLDING;
        yield at;
      }
      case UNDECIDED -> carry(bytes, at, to);
    };
  }

  private int passRest(byte[] bytes, int at, int to) {
    int mark = OutputScan.nextMark(bytes, at, to);
    if (mark == to) {
      return to;
    }
    if (bytes[mark] != '#') {
      state = State.START;
      return mark + 1;
    }
    return switch (OutputScan.marker(bytes, mark, to)) {
      case NONE -> mark + 1;
      case FOUND -> breakMarker(bytes, mark);
      case UNDECIDED -> carry(bytes, mark, to);
    };
  }

  private int breakMarker(byte[] bytes, int mark) {
    send(bytes, mark + OutputScan.MARKER_HEAD);
    log.write(BACKSLASH, 0, BACKSLASH.length);
    return sent;
  }

  private void send(byte[] bytes, int end) {
    if (end > sent) {
      log.write(bytes, sent, end - sent);
    }
    sent = end;
  }

  /** Keeps bytes that decide nothing yet for the next chunk. */
  private int carry(byte[] bytes, int from, int to) {
    send(bytes, from);
    carried = Arrays.copyOfRange(bytes, from, to);
    sent = to;
    return to;
  }

  /** Holds a line until its end is there, then obeys, matches or passes it on. */
  private int hold(byte[] bytes, int from, int to) {
    int end = OutputScan.lineEnd(bytes, from, to);
    if (held.size() + end - from > MAX_LINE) {
      held.write(bytes, from, end - from);
      giveUp();
      return end;
    }
    if (end == to) {
      held.write(bytes, from, to - from);
      return to;
    }
    boolean consumed;
    if (held.size() == 0) {
      consumed = finish(bytes, from, end);
    } else {
      held.write(bytes, from, end - from);
      byte[] line = held.toByteArray();
      held.reset();
      consumed = finish(line, 0, line.length);
    }
    return endLine(bytes, end, consumed);
  }

  private int endLine(byte[] bytes, int end, boolean consumed) {
    if (!consumed) {
      log.write(bytes, end, 1);
    }
    if (bytes[end] == '\r') {
      feed = consumed ? Feed.SWALLOWED : Feed.PASSED;
    }
    state = State.START;
    return end + 1;
  }

  private boolean finish(byte[] bytes, int from, int to) {
    if (consume(bytes, from, to)) {
      return true;
    }
    passWhole(bytes, from, to);
    return false;
  }

  private boolean consume(byte[] bytes, int from, int to) {
    LineBeginning beginning = LineBeginning.at(bytes, from, to);
    if (beginning != LineBeginning.COMMAND && !matchers.isActive()) {
      return false;
    }
    String line = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    return (beginning == LineBeginning.COMMAND && interpreter.interpret(line))
        || matchers.match(line);
  }

  /** Passes a complete line on, markers broken. */
  private void passWhole(byte[] bytes, int from, int to) {
    state = State.PASSING;
    pass(bytes, from, to);
    sendCarried();
  }

  private void sendCarried() {
    byte[] rest = carried;
    carried = NOTHING;
    log.write(rest, 0, rest.length);
  }

  /** A held line became too long: a command is refused, anything else passes on. */
  private void giveUp() {
    byte[] line = held.toByteArray();
    held.reset();
    Optional<String> command = Optional.empty();
    if (LineBeginning.at(line, 0, line.length) == LineBeginning.COMMAND) {
      String beginning = new String(line, 0, LineBeginning.MAX_INDENT * 2, StandardCharsets.UTF_8);
      command = interpreter.commandAt(beginning);
    }
    if (command.isPresent()) {
      interpreter.refuseTooLong(command.get(), MAX_LINE);
      state = State.DROPPING;
      return;
    }
    state = State.PASSING;
    pass(line, 0, line.length);
  }

  private int drop(byte[] bytes, int from, int to) {
    int end = OutputScan.lineEnd(bytes, from, to);
    return end == to ? to : endLine(bytes, end, true);
  }
}
