package dev.slipway.cli;

import dev.slipway.deliver.build.BuildListener;
import dev.slipway.deliver.build.BuiltComponent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a person sees of a build: a line for each thing that begins or ends. Thread-safe. */
final class BuildView implements BuildListener {
  private final Terminal terminal;
  private final int width;
  private final boolean quiet;
  private final boolean everything;
  private final Map<String, Boolean> reused = new ConcurrentHashMap<>();

  private BuildView(Terminal terminal, List<String> components, boolean quiet, boolean everything) {
    this.terminal = terminal;
    this.width = components.stream().mapToInt(String::length).max().orElse(0);
    this.quiet = quiet;
    this.everything = everything;
  }

  /**
   * A view on the standard output.
   *
   * @param everything also what the commands print
   */
  static BuildView shown(Terminal terminal, List<String> components, boolean everything) {
    return new BuildView(terminal, components, false, everything);
  }

  /** A view that shows nothing. */
  static BuildView silent(Terminal terminal) {
    return new BuildView(terminal, List.of(), true, false);
  }

  /** Whether a component was taken as it was built before. */
  boolean wasReused(String component) {
    return reused.getOrDefault(component, false);
  }

  @Override
  public void hear(Progress progress) {
    if (progress instanceof Progress.Built built) {
      reused.put(built.component(), built.reused());
    }
    if (!quiet) {
      show(progress);
    }
  }

  private void show(Progress progress) {
    switch (progress) {
      case Progress.Step step -> line(Glyph.RUNNING, Style.CYAN, step.component(), step.text());
      case Progress.Warning warning ->
          line(Glyph.WARNING, Style.YELLOW, warning.component(), warning.text());
      case Progress.Built built -> line(Glyph.SUCCESS, Style.GREEN, built.component(), text(built));
      case Progress.Output output -> {
        if (everything) {
          line(Glyph.BAR, Style.DIM, output.component(), output.line());
        }
      }
    }
  }

  private String text(Progress.Built built) {
    if (built.reused()) {
      return terminal.paint(Style.DIM, "unchanged");
    }
    BuiltComponent result = built.result();
    String toolchain = result.toolchain().isEmpty() ? "" : result.toolchain() + ", ";
    return toolchain
        + Counted.of(result.files(), "file")
        + ", "
        + Bytes.text(result.bytes())
        + terminal.paint(Style.DIM, "  " + Durations.exact(built.took()));
  }

  private void line(Glyph glyph, Style style, String component, String text) {
    terminal.print(
        terminal.paint(style, terminal.sign(glyph))
            + " "
            + Columns.pad(component, width)
            + "  "
            + text
            + "\n");
  }
}
