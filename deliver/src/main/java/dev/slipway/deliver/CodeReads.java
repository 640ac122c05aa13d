package dev.slipway.deliver;

import dev.slipway.document.Position;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables that the code of a folder reads, found by how Python, JavaScript and TypeScript
 * write it. Code that puts names together at run time is not seen; tests are not looked at.
 */
final class CodeReads {
  private static final long LARGEST_FILE = 1 << 20;
  private static final int DEEPEST = 12;
  private static final Set<String> SKIPPED_FOLDERS =
      Set.of(
          "node_modules",
          "venv",
          "dist",
          "build",
          "target",
          "coverage",
          "__pycache__",
          "site-packages",
          "test",
          "tests",
          "__tests__",
          "public");
  private static final Set<String> SCRIPTS =
      Set.of("js", "jsx", "mjs", "cjs", "ts", "tsx", "mts", "cts", "vue", "svelte");

  /** Set by the tools themselves, not by who deploys. */
  private static final Set<String> OF_TOOLS =
      Set.of("MODE", "DEV", "PROD", "SSR", "BASE_URL", "NODE_ENV", "CI", "PATH", "HOME", "TZ");

  private static final String NAME = "([A-Z][A-Z0-9_]+)";

  /** {@code os.environ["X"]}, which fails without it. */
  private static final Pattern PYTHON_REQUIRED =
      Pattern.compile("\\benviron\\s*\\[\\s*[\"']" + NAME + "[\"']\\s*\\](?!\\s*=[^=])");

  /** {@code os.environ.get("X", "default")}, {@code os.getenv("X") or "default"}. */
  private static final Pattern PYTHON_OPTIONAL =
      Pattern.compile("\\b(?:environ\\s*\\.\\s*get|getenv)\\s*\\(\\s*[\"']" + NAME + "[\"']");

  /** The same of a mapping that stands for {@code os.environ}: {@code env.get("X")}. */
  private static final Pattern PYTHON_ALIAS =
      Pattern.compile(
          "\\benv(?:ironment)?\\s*(?:\\.\\s*get\\s*\\(\\s*|\\[\\s*)[\"']"
              + NAME
              + "[\"']"
              + "|\\(\\s*env(?:ironment)?\\s*,\\s*[\"']"
              + NAME
              + "[\"']");

  private static final Pattern SCRIPT =
      Pattern.compile(
          "\\b(?:process\\.env|import\\.meta\\.env)\\s*(?:\\??\\.\\s*"
              + NAME
              + "\\b"
              + "|(?:\\?\\.)?\\[\\s*[\"']"
              + NAME
              + "[\"']\\s*\\])(?!\\s*=[^=>])");

  /** The same of what Vite's loadEnv returned. */
  private static final Pattern SCRIPT_ALIAS =
      Pattern.compile(
          "(?<![.\\w])env\\s*(?:\\.\\s*" + NAME + "\\b|\\[\\s*[\"']" + NAME + "[\"']\\s*\\])");

  /** {@code const { X, Y } = process.env}. */
  private static final Pattern SCRIPT_TAKEN_APART =
      Pattern.compile("\\{([^{}]*)\\}\\s*=\\s*(?:process|import\\.meta)\\.env\\b");

  private static final Pattern WORD = Pattern.compile("\\b" + NAME + "\\b");

  /** A plain default right behind: {@code , "x")}, {@code or "x"}, {@code || 'x'}. */
  private static final Pattern FALLBACK =
      Pattern.compile(
          "^\\s*\\)?\\s*(?:,|or|\\|\\||\\?\\?|\\)\\s*or)\\s*(?:\"([^\"\\\\\\n"
              + "]*)\"|'([^'\\\\\\n"
              + "]*)')");

  private final Map<String, CodeRead> reads = new TreeMap<>();
  private final Path root;

  private CodeReads(Path root) {
    this.root = root;
  }

  /**
   * What the code of a folder reads, by name.
   *
   * @param root what the names of files are relative to
   */
  static Map<String, CodeRead> of(Path folder, Path root) {
    CodeReads found = new CodeReads(root);
    List<Path> files = files(folder);
    boolean aliases = false;
    List<String> texts = new ArrayList<>();
    for (Path file : files) {
      String text = text(file);
      texts.add(text);
      aliases |= isPython(file) && text.contains("os.environ");
    }
    for (int index = 0; index < files.size(); index++) {
      found.read(files.get(index), texts.get(index), aliases);
    }
    return found.reads;
  }

  private static List<Path> files(Path folder) {
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          folder,
          Set.of(),
          DEEPEST,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
              String name = path.getFileName().toString();
              boolean skipped =
                  !path.equals(folder) && (name.startsWith(".") || SKIPPED_FOLDERS.contains(name));
              return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (attributes.isRegularFile()
                  && attributes.size() <= LARGEST_FILE
                  && isCode(file)
                  && !isTest(file.getFileName().toString())) {
                files.add(file);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException unreadable) {
      throw new SlipwayException(ErrorCode.MACHINE, folder + ": cannot be read", unreadable);
    }
    files.sort(null);
    return files;
  }

  private static boolean isCode(Path file) {
    return isPython(file) || SCRIPTS.contains(extension(file));
  }

  private static boolean isPython(Path file) {
    return extension(file).equals("py");
  }

  private static String extension(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static boolean isTest(String name) {
    return name.startsWith("test_")
        || name.equals("conftest.py")
        || name.contains(".test.")
        || name.contains(".spec.")
        || name.startsWith("setupTests.");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (MalformedInputException notText) {
      return "";
    } catch (IOException unreadable) {
      throw new SlipwayException(ErrorCode.MACHINE, file + ": cannot be read", unreadable);
    }
  }

  private void read(Path file, String text, boolean aliases) {
    String code = withoutComments(text);
    if (isPython(file)) {
      find(PYTHON_REQUIRED, file, code, true);
      find(PYTHON_OPTIONAL, file, code, false);
      if (aliases) {
        find(PYTHON_ALIAS, file, code, false);
      }
      return;
    }
    find(SCRIPT, file, code, false);
    if (code.contains("loadEnv(")) {
      find(SCRIPT_ALIAS, file, code, false);
    }
    Matcher apart = SCRIPT_TAKEN_APART.matcher(code);
    while (apart.find()) {
      Matcher word = WORD.matcher(apart.group(1));
      while (word.find()) {
        add(
            new CodeRead(
                word.group(1), position(file, code, apart.start()), Optional.empty(), false));
      }
    }
  }

  /** The text with lines that are only a comment made empty; positions stay. */
  private static String withoutComments(String text) {
    StringBuilder code = new StringBuilder(text.length());
    for (String line : text.split("\n", -1)) {
      String start = line.stripLeading();
      boolean comment = start.startsWith("#") || start.startsWith("//") || start.startsWith("* ");
      code.append(comment ? " ".repeat(line.length()) : line).append('\n');
    }
    return code.toString();
  }

  private void find(Pattern pattern, Path file, String code, boolean required) {
    Matcher matcher = pattern.matcher(code);
    while (matcher.find()) {
      String name = matcher.group(1);
      if (name == null) {
        name = matcher.group(2);
      }
      Optional<String> fallback = fallback(code, matcher.end());
      add(new CodeRead(name, position(file, code, matcher.start()), fallback, required));
    }
  }

  private static Optional<String> fallback(String code, int from) {
    Matcher matcher = FALLBACK.matcher(code).region(from, Math.min(code.length(), from + 200));
    if (!matcher.find()) {
      return Optional.empty();
    }
    if (matcher.group(1) != null) {
      return Optional.of(matcher.group(1));
    }
    return Optional.of(matcher.group(2));
  }

  private void add(CodeRead read) {
    if (!OF_TOOLS.contains(read.name())) {
      reads.merge(read.name(), read, CodeReads::joined);
    }
  }

  /** The first place, with whatever either of them tells. */
  private static CodeRead joined(CodeRead first, CodeRead second) {
    return new CodeRead(
        first.name(),
        first.position(),
        first.fallback().or(second::fallback),
        first.required() || second.required());
  }

  private Position position(Path file, String code, int at) {
    int line = 1;
    int start = 0;
    for (int index = 0; index < at; index++) {
      if (code.charAt(index) == '\n') {
        line++;
        start = index + 1;
      }
    }
    int column = code.codePointCount(start, at) + 1;
    return new Position(root.relativize(file).toString(), line, column);
  }
}
