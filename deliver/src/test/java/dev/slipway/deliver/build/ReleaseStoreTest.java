package dev.slipway.deliver.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.deliver.build.ComponentSpec.Recipe;
import dev.slipway.deliver.build.ReleaseDiff.Change;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseStoreTest {
  private static final ComponentSpec APP = Project.component("app", Form.PROCESS, Recipe.COPY);

  @TempDir Path folder;
  private Project project;

  @BeforeEach
  void open() {
    project = new Project(folder);
  }

  @AfterEach
  void close() {
    project.close();
  }

  /** A release of one file, built at a time of its own. */
  private Release release(String content, Instant built) {
    Release release = project.write("app/a.txt", content).release(APP);
    Release later =
        new Release(
            release.id(), release.source(), release.components(), release.configKeys(), built);
    // Written anew, since a release that is there keeps its time.
    new StateFile(project.store.root().resolve("records/" + release.id().hex() + ".json"))
        .write(ReleaseFormat.encode(later));
    return later;
  }

  @Test
  void readsBackWhatWasAdded() {
    Release release = release("a", Project.NOW);

    assertThat(project.store.find(release.id())).contains(release);
    assertThat(project.store.named(release.id().label())).isEqualTo(release);
    assertThat(project.store.named(release.id().hex().substring(0, 4))).isEqualTo(release);
  }

  @Test
  void unknownNameIsAFaultThatSaysWhereToLook() {
    assertThatThrownBy(() -> project.store.named("0123456"))
        .isInstanceOf(SlipwayException.class)
        .hasMessage("There is no release '0123456'; 'slipway releases' lists those there are");
  }

  @Test
  void shortNameIsNotGuessed() {
    Release release = release("a", Project.NOW);

    assertThatThrownBy(() -> project.store.named(release.id().hex().substring(0, 3)))
        .isInstanceOf(SlipwayException.class);
  }

  @Test
  void listsTheNewestFirst() {
    Release old = release("a", Project.NOW);
    Release fresh = release("b", Project.NOW.plusSeconds(60));

    assertThat(project.store.list()).containsExactly(fresh, old);
  }

  @Test
  void recordThatWasTamperedWithIsCorrupt() throws IOException {
    Release release = release("a", Project.NOW);
    Path record = project.store.root().resolve("records/" + release.id().hex() + ".json");
    Files.writeString(record, Files.readString(record).replace("\"app\"", "\"web\""));

    assertThatThrownBy(() -> project.store.find(release.id()))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("is damaged");
  }

  @Test
  void recordWithAnImpossibleTimeIsCorrupt() throws IOException {
    Release release = release("a", Project.NOW);
    Path record = project.store.root().resolve("records/" + release.id().hex() + ".json");
    Files.writeString(record, Files.readString(record).replace("2026-11-02T", "2026-13-02T"));

    assertThatThrownBy(() -> project.store.list())
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("is damaged");
  }

  @Test
  void releaseIsRefusedUntilItsArchivesAreThere() {
    Release release = release("a", Project.NOW);
    ReleaseStore other = ReleaseStore.in(folder.resolve("other"), InstantSource.system());

    assertThat(other.missing(release)).hasSize(1);
    assertThatThrownBy(() -> other.add(release)).hasMessageContaining("upload it first");

    for (Digest missing : other.missing(release)) {
      other.blobs().put(project.store.blobs().open(missing));
    }
    assertThat(other.add(release)).isEqualTo(release);
    PlacedComponent placed = other.place(release.components().getFirst());
    assertThat(placed.folder().resolve("a.txt")).hasContent("a");
  }

  @Test
  void branchIsLearntLaterAndIsNoOtherRelease() {
    Release release = release("a", Project.NOW);
    Release onBranch = release.on(Optional.of("main"));

    assertThat(release.source().branch()).isEmpty();
    assertThat(project.store.add(onBranch).id()).isEqualTo(release.id());

    assertThat(project.store.find(release.id())).contains(onBranch);
    assertThat(project.store.add(release)).isEqualTo(onBranch);
  }

  @Test
  void placedComponentSharesTheFilesOfOthers() throws IOException {
    Release release = release("a", Project.NOW);
    PlacedComponent placed = project.store.place(release.components().getFirst());

    assertThat(Files.getAttribute(placed.folder().resolve("a.txt"), "unix:nlink")).isEqualTo(2);
    assertThat(project.store.place(release.components().getFirst())).isEqualTo(placed);
  }

  @Test
  void fileLostInAPowerCutIsPutBackAtTheNextBoot() throws IOException {
    Release release = release("a", Project.NOW);
    BuiltComponent app = release.components().getFirst();
    Path file = project.store.place(app).folder().resolve("a.txt");
    assertThat(file.toFile().setWritable(true)).isTrue();
    // The second name of the same file in its layer is emptied with it.
    Files.writeString(file, "");

    project.store.places().boot("another boot");
    PlacedComponent placed = project.store.place(app);

    assertThat(placed.folder().resolve("a.txt")).hasContent("a");
  }

  @Test
  void environmentPutsTheProgramsOfTheReleaseFirst() {
    BuiltComponent component =
        new BuiltComponent(
            "api",
            Form.PROCESS,
            "",
            List.of(),
            List.of(".venv/bin", "/opt/node/bin"),
            Map.of("VIRTUAL_ENV", "${release}/.venv", "PORT", "1"),
            Map.of());

    Map<String, String> environment =
        new PlacedComponent(component, Path.of("/r")).environment(Map.of("PORT", "8000"), "/bin");

    assertThat(environment)
        .containsEntry("PATH", "/r/.venv/bin:/opt/node/bin:/bin")
        .containsEntry("VIRTUAL_ENV", "/r/.venv")
        .containsEntry("PORT", "8000");
  }

  @Test
  void saysWhichFilesDiffer() {
    Release old = project.write("app/a.txt", "a").write("app/gone.txt", "1").release(APP);
    try {
      Files.delete(project.root.resolve("app/gone.txt"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Release fresh = project.write("app/a.txt", "b").write("app/new.txt", "2").release(APP);

    ReleaseDiff diff = project.store.diff(old, fresh);

    assertThat(diff.components()).hasSize(1);
    assertThat(diff.components().getFirst().files())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("a.txt", Change.CHANGED, "gone.txt", Change.REMOVED, "new.txt", Change.ADDED));
    assertThat(project.store.diff(old, old).isEmpty()).isTrue();
  }

  @Test
  void saysWhichPackagesDifferAndPassesOverWorkspaces() throws IOException {
    Release release = release("a", Project.NOW);
    Release old = withPackages(release, "1.0.0");
    Release fresh = withPackages(release, "1.1.0");

    ReleaseDiff diff = project.store.diff(old, fresh);

    assertThat(diff.components().getFirst().packages())
        .containsExactly(
            new ReleaseDiff.PackageDiff("@x/left", Optional.of("1.0.0"), Optional.of("1.1.0")));
  }

  private Release withPackages(Release release, String version) throws IOException {
    Path modules = Files.createDirectories(folder.resolve("modules-" + version));
    Files.writeString(
        modules.resolve(".package-lock.json"),
        """
        {"packages": {
          "lib/w": {"version": "VERSION"},
          "node_modules/w": {"resolved": "lib/w", "link": true},
          "node_modules/a/node_modules/@x/left": {"version": "VERSION"}}}
        """
            .replace("VERSION", version));
    Layer layer =
        LayerArchive.pack(
            modules, FileTree.list(modules), NodeModules.FOLDER, project.store.blobs());
    BuiltComponent app = release.components().getFirst();
    BuiltComponent more =
        new BuiltComponent(
            app.name(),
            app.form(),
            app.toolchain(),
            List.of(layer),
            app.programs(),
            app.environment(),
            app.settings());
    return Release.of(release.source(), List.of(more), release.configKeys(), release.built());
  }

  @Test
  void saysWhichSettingsAreReadForTheFirstTime() {
    project.write("app/a.txt", "a");
    Release old = built(Set.of("ONE", "TWO"));
    Release fresh = built(Set.of("TWO", "THREE"));

    ReleaseDiff diff = project.store.diff(old, fresh);

    assertThat(diff.addedKeys()).containsExactly("THREE");
    assertThat(diff.removedKeys()).containsExactly("ONE");
    assertThat(diff.components()).isEmpty();
  }

  private Release built(Set<String> keys) {
    BuildSpec spec = new BuildSpec(project.root, List.of(APP), keys, List.of(), List.of());
    return ((BuildOutcome.Built) project.build(spec)).release();
  }

  @Test
  void laterEvidenceOfTheSameSourceTakesItsPlace() {
    Release release = release("a", Project.NOW);
    Evidence first = new Evidence("ci.yml", Project.NOW, 9, 1, 0, 2, OptionalDouble.of(0.8));
    Evidence second =
        new Evidence("ci.yml", Project.NOW.plusSeconds(9), 10, 0, 0, 2, OptionalDouble.empty());

    project.store.attach(release.id(), first);
    assertThat(project.store.evidence(release.id())).containsExactly(first);
    project.store.attach(release.id(), second);

    assertThat(project.store.evidence(release.id())).containsExactly(second);
    assertThat(first.passRate()).hasValue(0.9);
    assertThat(second.passRate()).hasValue(1);
  }

  @Test
  void retentionKeepsWhatIsInUseAndWhatItNeeds() {
    Release oldest = release("a", Project.NOW);
    Release older = release("b", Project.NOW.plusSeconds(1));
    Release newest = release("c", Project.NOW.plusSeconds(2));
    ReleaseStore later =
        ReleaseStore.in(
            FileTree.parent(project.store.root()),
            InstantSource.fixed(Instant.now().plusSeconds(7200)));

    List<Release> removed = later.retain(1, Set.of(oldest.id()));

    assertThat(removed).containsExactly(older);
    assertThat(later.list()).containsExactly(newest, oldest);
    assertThat(later.missing(oldest)).isEmpty();
    assertThat(later.missing(older)).hasSize(1);
  }

  @Test
  void whatIsBuiltAgainIsNewForRetention() throws IOException {
    Release rebuilt = release("a", Project.NOW);
    Release other = release("b", Project.NOW.plusSeconds(1));
    for (Release each : List.of(rebuilt, other)) {
      Files.setLastModifiedTime(
          project.store.root().resolve("records/" + each.id().hex() + ".json"),
          FileTime.from(Project.NOW));
    }
    project.store.add(rebuilt);

    assertThat(project.store.retain(1, Set.of())).containsExactly(other);

    assertThat(project.store.find(rebuilt.id()).orElseThrow().built()).isEqualTo(Project.NOW);
  }

  @Test
  void retentionRemovesTheFoldersOfWhatIsGoneAndOfNothingElse() {
    Release old = release("a", Project.NOW);
    Release used = release("b", Project.NOW.plusSeconds(1));
    Release kept = release("c", Project.NOW.plusSeconds(2));
    List<Path> folders =
        Stream.of(old, used, kept)
            .map(each -> project.store.place(each.components().getFirst()).folder())
            .toList();
    ReleaseStore later =
        ReleaseStore.in(
            FileTree.parent(project.store.root()),
            InstantSource.fixed(Instant.now().plusSeconds(7200)));
    later.place(used.components().getFirst());

    later.retain(1, Set.of());

    assertThat(folders.get(0)).doesNotExist();
    assertThat(folders.get(1).resolve("a.txt")).hasContent("b");
    assertThat(later.places().components())
        .isDirectoryNotContaining(folder -> folder.toString().contains(".removing"));
    assertThat(later.place(kept.components().getFirst()).folder().resolve("a.txt")).hasContent("c");
  }

  @Test
  void retentionSparesWhatAGoingBuildMayName() {
    Release old = release("a", Project.NOW);
    Release fresh = release("b", Project.NOW.plusSeconds(1));

    assertThat(project.store.retain(1, Set.of())).containsExactly(old);

    assertThat(project.store.missing(old)).isEmpty();
    assertThat(project.store.list()).containsExactly(fresh);
  }
}
