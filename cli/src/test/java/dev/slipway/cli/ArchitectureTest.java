package dev.slipway.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows between the rooms, and the measures of the house. */
class ArchitectureTest {
  private static final int LONGEST_FILE = 500;
  private static final String BEGIN = "<!-- generated from the rules: begin -->\n";
  private static final String END = "<!-- generated from the rules: end -->\n";
  private static final List<String> NAMES_THAT_SAY_NOTHING =
      List.of("Manager", "Helper", "Util", "Utils", "Impl", "Misc", "Common");

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.slipway");

  @Test
  void arrowsPointDownOnly() {
    for (Room room : Room.all()) {
      classes()
          .that()
          .resideInAPackage(room.packages())
          .should()
          .onlyDependOnClassesThat(mayBeUsedBy(room))
          .because("docs/architecture.md says what a room may import")
          .allowEmptyShould(true)
          .check(HOUSE);
    }
  }

  private static DescribedPredicate<JavaClass> mayBeUsedBy(Room room) {
    Set<String> allowed = room.allowedPrefixes();
    return DescribedPredicate.describe(
        "are of the JDK or in " + allowed,
        type -> {
          String name = type.getBaseComponentType().getPackageName();
          return name.isEmpty()
              || name.startsWith("java")
              || name.startsWith("sun.")
              || allowed.stream()
                  .anyMatch(prefix -> name.equals(prefix) || name.startsWith(prefix + "."));
        });
  }

  @Test
  void onlyMachineStartsProcesses() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.slipway.machine..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ProcessBuilder.class)
        .because("what is started has an owner and an end, and machine knows both")
        .check(HOUSE);
  }

  @Test
  void roomsFormNoCycle() {
    slices().matching("dev.slipway.(*)..").should().beFreeOfCycles().check(HOUSE);
  }

  @Test
  void subPackagesFormNoCycle() {
    slices().matching("dev.slipway.(**)").should().beFreeOfCycles().check(HOUSE);
  }

  @Test
  void atLeastHalfOfTheTypesArePackagePrivate() {
    List<JavaClass> types =
        HOUSE.stream()
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
            .filter(type -> !type.getSimpleName().matches("Jte.*Generated"))
            .toList();
    long hidden =
        types.stream().filter(type -> !type.getModifiers().contains(JavaModifier.PUBLIC)).count();

    System.out.printf("package-private: %d of %d top-level types%n", hidden, types.size());
    assertThat(2 * hidden).isGreaterThanOrEqualTo(types.size());
  }

  @Test
  void namesSayWhatTheTypeIs() {
    assertThat(
            HOUSE.stream()
                .map(JavaClass::getSimpleName)
                .filter(name -> NAMES_THAT_SAY_NOTHING.stream().anyMatch(name::endsWith)))
        .isEmpty();
  }

  @Test
  void noSourceFileIsTooLongAndNoTestIsSwitchedOff() throws IOException {
    try (Stream<Path> files = Files.walk(root())) {
      for (Path file : files.filter(ArchitectureTest::isOurSource).toList()) {
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).as(file.toString()).hasSizeLessThanOrEqualTo(LONGEST_FILE);
        assertThat(lines)
            .as(file.toString())
            .noneMatch(line -> line.strip().startsWith("@Dis" + "abled"));
      }
    }
  }

  private static boolean isOurSource(Path file) {
    String path = file.toString();
    return path.endsWith(".java") && path.contains("/src/") && !path.contains("/node_modules/");
  }

  @Test
  void theTableOfTheArchitectureIsTheRules() throws IOException {
    Path page = root().resolve("docs/architecture.md");
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    String table = table();

    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(page, text.substring(0, begin) + table + text.substring(end));
      return;
    }
    assertThat(text.substring(begin, end)).isEqualTo(table);
  }

  private static String table() {
    StringBuilder table =
        new StringBuilder("| room | meaning | may import | libraries |\n|---|---|---|---|\n");
    for (Room room : Room.all().reversed()) {
      table
          .append("| `")
          .append(room.name())
          .append("` | ")
          .append(room.meaning())
          .append(" | ")
          .append(room.rooms().isEmpty() ? "nothing" : String.join(", ", room.rooms()))
          .append(" | ")
          .append(
              room.libraries().isEmpty()
                  ? ""
                  : String.join(", ", room.libraries().stream().map(Room.Library::name).toList()))
          .append(" |\n");
    }
    return table.toString();
  }

  private static Path root() {
    try {
      return Path.of(System.getProperty("slipway.root")).toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
