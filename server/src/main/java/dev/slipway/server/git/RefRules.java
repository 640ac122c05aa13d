package dev.slipway.server.git;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Ref;

/** Which references may be pushed, beyond what git itself asks of a name. */
final class RefRules {
  private static final List<String> FOLDERS = List.of("refs/heads/", "refs/tags/", "refs/notes/");
  private static final int LONGEST = 250;

  private RefRules() {}

  /** Those that people see: what was fetched for a mirror, and not moved to yet, is left out. */
  static Map<String, Ref> visible(Map<String, Ref> references) {
    Map<String, Ref> visible = new LinkedHashMap<>(references);
    visible.keySet().removeIf(name -> name.startsWith(Mirrors.INCOMING));
    return visible;
  }

  /**
   * Why a reference may not be pushed.
   *
   * @param trunk the full name of the default branch
   */
  static Optional<String> objection(String name, boolean deletes, String trunk) {
    Optional<String> folder = FOLDERS.stream().filter(name::startsWith).findFirst();
    if (folder.isEmpty()) {
      return Optional.of("only branches, tags and notes can be pushed");
    }
    if (deletes) {
      return name.equals(trunk)
          ? Optional.of("the default branch cannot be deleted")
          : Optional.empty();
    }
    if (name.length() > LONGEST) {
      return Optional.of("a reference has at most " + LONGEST + " characters");
    }
    String rest = name.substring(folder.get().length());
    if (isCommitId(rest)) {
      return Optional.of("a name that looks like a commit's id would be mistaken for one");
    }
    if (rest.equals("HEAD") || rest.startsWith("-") || !isVisible(rest)) {
      return Optional.of("a name must not be HEAD, begin with '-' or hold invisible characters");
    }
    return Optional.empty();
  }

  private static boolean isCommitId(String text) {
    return text.length() == 40 && text.chars().allMatch(each -> Character.digit(each, 16) >= 0);
  }

  // Characters that turn the direction of writing make one name look like another.
  private static boolean isVisible(String text) {
    return text.codePoints()
        .allMatch(
            each ->
                !Character.isISOControl(each)
                    && Character.getType(each) != Character.FORMAT
                    && Character.getType(each) != Character.LINE_SEPARATOR
                    && Character.getType(each) != Character.PARAGRAPH_SEPARATOR);
  }
}
