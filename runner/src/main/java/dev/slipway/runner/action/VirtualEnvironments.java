package dev.slipway.runner.action;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.machine.Installed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Virtual environments of Python, copied from a template that is made once for every interpreter.
 *
 * <p>Making one takes a second or more, most of it for compiling pip; a copy of hard links takes
 * some 30 ms. That is safe because pip and everything else that upgrades packages replaces files
 * instead of writing into them. Scripts and settings name their own folder, so those are written
 * anew.
 */
final class VirtualEnvironments {
  private static final Duration DEADLINE = Duration.ofMinutes(5);
  private static final long SCRIPT_LIMIT = 64 * 1024;
  private static final Object MAKING = new Object();

  private final ActionContext context;

  VirtualEnvironments(ActionContext context) {
    this.context = context;
  }

  /** Makes an environment of the interpreter below {@code root}, as {@code <version>/<arch>}. */
  Path create(Installed tool, Path root) {
    Path target = root.resolve(tool.version().toString()).resolve(architecture());
    if (Files.exists(target.resolve("pyvenv.cfg"))) {
      return target;
    }
    Path template = template(tool);
    FileTree.create(FileTree.parent(target));
    copy(template, target);
    rewriteScripts(template, target);
    return target;
  }

  /** The processor as the originals name it in paths and keys. */
  static String architecture() {
    return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";
  }

  private Path template(Installed tool) {
    Path templates = FileTree.create(context.job().stores().kept().resolve("venv"));
    Path template = templates.resolve(identity(tool));
    // One at a time: several jobs of a run mostly want the same one.
    synchronized (MAKING) {
      if (!Files.exists(template)) {
        context.line("Preparing Python " + tool.version() + " for the first time on this machine");
        Path fresh = temporary(templates);
        make(tool, fresh);
        publish(fresh, template);
      }
    }
    return template;
  }

  // An interpreter that was rebuilt in place gets a new template.
  private static String identity(Installed tool) {
    try {
      String facts =
          tool.executable()
              + "|"
              + Files.size(tool.executable())
              + "|"
              + Files.getLastModifiedTime(tool.executable()).toMillis();
      return tool.version() + "-" + Digests.shortHash(facts);
    } catch (IOException e) {
      throw FileTree.fault("read", tool.executable(), e);
    }
  }

  private static Path temporary(Path folder) {
    try {
      return Files.createTempDirectory(folder, "making-");
    } catch (IOException e) {
      throw FileTree.fault("make a folder in", folder, e);
    }
  }

  private void make(Installed tool, Path fresh) {
    String python = tool.executable().toString();
    Commands.Result bare =
        run(List.of(python, "-m", "venv", "--clear", "--without-pip", fresh.toString()));
    Commands.Result result = bare;
    if (bare.isSuccess()) {
      result = run(List.of(python, "-I", "-c", pipScript(), fresh.toString()));
    }
    if (!result.isSuccess()) {
      FileTree.delete(fresh);
      throw new SlipwayException(
          ErrorCode.TOOL_MISSING,
          python
              + " cannot make a virtual environment with pip"
              + (result.output().isBlank() ? "" : ": " + result.output().strip())
              + "\nOn Debian and Ubuntu: apt install python3-venv");
    }
  }

  private static String pipScript() {
    try (InputStream script = VirtualEnvironments.class.getResourceAsStream("venv_pip.py")) {
      if (script == null) {
        throw new IllegalStateException("venv_pip.py is not among the resources");
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // Two jobs may have made the same template: the first one stays.
  private static void publish(Path fresh, Path template) {
    try {
      relocate(fresh, fresh, template);
      Files.move(fresh, template, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      FileTree.delete(fresh);
    } catch (IOException e) {
      if (!Files.exists(template)) {
        throw FileTree.fault("make", template, e);
      }
      FileTree.delete(fresh);
    }
  }

  private void copy(Path template, Path target) {
    Commands.Result linked = run(List.of("cp", "-al", template.toString(), target.toString()));
    if (linked.isSuccess()) {
      return;
    }
    // Another file system, or a cp without -l.
    FileTree.delete(target);
    Commands.Result copied = run(List.of("cp", "-a", template.toString(), target.toString()));
    if (!copied.isSuccess()) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "Cannot copy " + template + " to " + target + ": " + copied.output());
    }
  }

  private static void rewriteScripts(Path template, Path target) {
    try {
      relocate(target, template, target);
    } catch (IOException e) {
      throw FileTree.fault("write", target, e);
    }
  }

  /** Replaces one folder's name by another in the scripts and settings of an environment. */
  private static void relocate(Path environment, Path from, Path to) throws IOException {
    try (Stream<Path> scripts = Files.list(environment.resolve("bin"))) {
      for (Path script : scripts.toList()) {
        replace(script, from.toString(), to.toString());
      }
    }
    replace(environment.resolve("pyvenv.cfg"), from.toString(), to.toString());
  }

  private static void replace(Path file, String from, String to) throws IOException {
    if (Files.isSymbolicLink(file)
        || !Files.isRegularFile(file)
        || Files.size(file) > SCRIPT_LIMIT) {
      return;
    }
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    boolean executable = Files.isExecutable(file);
    Files.delete(file);
    Files.writeString(file, text.replace(from, to), StandardCharsets.ISO_8859_1);
    if (executable && !file.toFile().setExecutable(true, false)) {
      throw new IOException("cannot make it executable");
    }
  }

  private Commands.Result run(List<String> argv) {
    return context.job().commands().run(argv, context.job().stores().kept(), DEADLINE);
  }
}
