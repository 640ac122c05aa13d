package dev.slipway.runner.action;

/** The problem matchers the set-up actions register, as the JSON a runner reads. */
final class ProblemMatcherFiles {
  private ProblemMatcherFiles() {}

  /** A traceback of Python: its frame line, then the raise that follows. */
  static final String PYTHON =
      """
      {"problemMatcher": [{"owner": "python", "pattern": [
        {"regexp": "^\\\\s*File\\\\s\\"(.*)\\",\\\\sline\\\\s(\\\\d+),\\\\sin\\\\s(.*)$", "file": 1, "line": 2},
        {"regexp": "^\\\\s*raise\\\\s(.*)\\\\('(.*)'\\\\)$", "message": 2}]}]}
      """;

  /** An error of the TypeScript compiler, in its plain and its pretty form. */
  static final String TYPESCRIPT =
      """
      {"problemMatcher": [{"owner": "tsc", "pattern": [
        {"regexp": "^(\\\\S.*)[(:](\\\\d+)[,:](\\\\d+)(?:\\\\):\\\\s+|\\\\s+-\\\\s+)(error|warning|info)\\\\s+TS(\\\\d+)\\\\s*:\\\\s*(.*)$",
         "file": 1, "line": 2, "column": 3, "severity": 4, "code": 5, "message": 6}]}]}
      """;

  /** ESLint's default form: a file, then its problems indented. */
  static final String ESLINT_STYLISH =
      """
      {"problemMatcher": [{"owner": "eslint-stylish", "pattern": [
        {"regexp": "^\\\\s*(\\\\S.*)$", "file": 1},
        {"regexp": "^\\\\s+(\\\\d+):(\\\\d+)\\\\s+(error|warning|info)\\\\s+(.*)\\\\s\\\\s+(.*)$",
         "line": 1, "column": 2, "severity": 3, "message": 4, "code": 5, "loop": true}]}]}
      """;

  /** ESLint's form of one problem a line. */
  static final String ESLINT_COMPACT =
      """
      {"problemMatcher": [{"owner": "eslint-compact", "pattern": [
        {"regexp": "^(.+):\\\\sline\\\\s(\\\\d+),\\\\scol\\\\s(\\\\d+),\\\\s([Ee]rror|[Ww]arning|[Ii]nfo)\\\\s-\\\\s(.+)\\\\s\\\\((.+)\\\\)$",
         "file": 1, "line": 2, "column": 3, "severity": 4, "message": 5, "code": 6}]}]}
      """;
}
