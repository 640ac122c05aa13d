package dev.slipway.workflow;

/**
 * One part of a glob: which characters it takes and how often.
 *
 * @param set the characters it takes; empty for every character
 * @param exceptSlash whether it takes every character but the slash
 * @param optional whether it may be absent
 * @param repeats whether it may take more than one character
 * @param folders whether it takes whole folders, each with its slash
 */
record GlobPart(
    String set, boolean exceptSlash, boolean optional, boolean repeats, boolean folders) {
  /** {@code **}. */
  static final GlobPart ANYTHING = new GlobPart("", false, true, true, false);

  /** {@code *}. */
  static final GlobPart NAME = new GlobPart("", true, true, true, false);

  /** <code>**&#47;</code>. */
  static final GlobPart FOLDERS = new GlobPart("", false, true, true, true);

  static GlobPart character(char c) {
    return new GlobPart(String.valueOf(c), false, false, false, false);
  }

  static GlobPart oneOf(String set) {
    return new GlobPart(set, false, false, false, false);
  }

  GlobPart asOptional() {
    return new GlobPart(set, exceptSlash, true, repeats, folders);
  }

  GlobPart asRepeated() {
    return new GlobPart(set, exceptSlash, optional, true, folders);
  }

  boolean accepts(char c) {
    if (set.isEmpty()) {
      return !exceptSlash || c != '/';
    }
    return set.indexOf(c) >= 0;
  }
}
