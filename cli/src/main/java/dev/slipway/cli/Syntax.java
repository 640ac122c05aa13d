package dev.slipway.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/**
 * The words a command accepts and how it explains itself.
 *
 * <p>Built by picocli's programmatic interface: its annotations cost 50 ms at every start.
 *
 * @param operands what its words without a dash are called, such as {@code [FILE...]}; empty for
 *     none
 * @param mostOperands how many of those it takes
 */
record Syntax(
    CommandName name,
    String operands,
    int mostOperands,
    String description,
    List<OptionGroup> groups,
    List<Example> examples) {
  private static final OptionGroup COMMON =
      OptionGroup.of(
          "Common",
          OptionGroup.value("WHEN", "colours: auto, always or never", "--color"),
          OptionGroup.flag("print this help", "-h", "--help"));
  private static final int NARROWEST = 60;
  private static final int WIDEST = 100;

  /**
   * A command line worth knowing.
   *
   * @param line as typed
   * @param meaning what it does
   */
  record Example(String line, String meaning) {}

  Syntax {
    groups = List.copyOf(groups);
    examples = List.copyOf(examples);
  }

  /**
   * Takes the words after the command apart; a wrong one is a usage error that says how to mend it.
   */
  Arguments parse(List<String> words) {
    CommandSpec spec = specification(false);
    CommandLine parser = new CommandLine(spec);
    parser
        .setExpandAtFiles(false)
        .setInterpolateVariables(false)
        .setOverwrittenOptionsAllowed(true);
    try {
      return new Arguments(parser.parseArgs(words.toArray(String[]::new)));
    } catch (ParameterException wrong) {
      throw UsageFault.of(this, wrong, words);
    }
  }

  /** The help page. */
  String help(Terminal terminal) {
    CommandLine page = new CommandLine(specification(true));
    page.setInterpolateVariables(false);
    page.setSeparator(" ");
    page.setUsageHelpWidth(Math.clamp(terminal.width(), NARROWEST, WIDEST));
    page.setUsageHelpLongOptionsMaxWidth(40);
    StringBuilder text = new StringBuilder();
    Help.Ansi ansi = Help.Ansi.OFF;
    if (terminal.coloured()) {
      ansi = Help.Ansi.ON;
    }
    text.append(page.getUsageMessage(ansi));
    appendExamples(text, terminal);
    return text.toString();
  }

  /** Every name an option of the command has. */
  List<String> optionNames() {
    List<String> names = new ArrayList<>();
    for (OptionSpec option : allOptions()) {
      names.addAll(List.of(option.names()));
    }
    return names;
  }

  private List<OptionSpec> allOptions() {
    List<OptionSpec> options = new ArrayList<>();
    groups.forEach(group -> options.addAll(group.options()));
    options.addAll(COMMON.options());
    return options;
  }

  private CommandSpec specification(boolean forHelp) {
    CommandSpec spec = CommandSpec.create().name("slipway " + name.word());
    if (forHelp) {
      describe(spec);
    } else {
      allOptions().forEach(spec::addOption);
    }
    if (mostOperands > 0) {
      spec.addPositional(
          PositionalParamSpec.builder()
              .arity("0..1")
              .index("0.." + (mostOperands - 1))
              .type(List.class)
              .auxiliaryTypes(String.class)
              .hidden(true)
              .build());
    }
    return spec;
  }

  private void describe(CommandSpec spec) {
    String synopsis = "slipway " + name.word() + " [OPTION...] " + operands;
    spec.usageMessage()
        .header(capitalised(name.summary()) + ".", "")
        .customSynopsis(synopsis.strip())
        .description("", description)
        .sortOptions(false);
    int order = 0;
    for (OptionGroup group : withCommon()) {
      ArgGroupSpec.Builder section =
          ArgGroupSpec.builder()
              .heading("%n@|bold " + group.heading() + "|@%n")
              .order(order++)
              .validate(false);
      group.options().forEach(section::addArg);
      spec.addArgGroup(section.build());
    }
  }

  private List<OptionGroup> withCommon() {
    List<OptionGroup> all = new ArrayList<>(groups);
    all.add(COMMON);
    return all;
  }

  private void appendExamples(StringBuilder text, Terminal terminal) {
    text.append('\n').append(terminal.paint(Style.BOLD, "Examples")).append('\n');
    int widest = examples.stream().mapToInt(example -> example.line().length()).max().orElse(0);
    for (Example example : examples) {
      text.append("  ").append(example.line());
      text.repeat(' ', widest - example.line().length() + 2);
      text.append(terminal.paint(Style.DIM, example.meaning())).append('\n');
    }
  }

  private static String capitalised(String sentence) {
    return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
  }
}
