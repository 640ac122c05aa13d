package dev.slipway.runner.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobPlacesTest {
  @TempDir Path root;
  JobFolders folders;
  JobPlaces places;

  @BeforeEach
  void start() {
    // As a run lays them out: the workspace and temp below one folder.
    folders =
        new JobFolders(
            FileTree.create(root.resolve("work/app/app")),
            FileTree.create(root.resolve("work/_temp")),
            FileTree.create(root.resolve("tools")),
            FileTree.create(root.resolve("home")));
    places = new JobPlaces(folders);
  }

  @Test
  void namesHoldInEveryJob() {
    assertThat(places.name(folders.workspace())).isEqualTo("workspace");
    assertThat(places.name(folders.workspace().resolve("a/b"))).isEqualTo("workspace/a/b");
    assertThat(places.name(folders.home().resolve(".npm"))).isEqualTo("home/.npm");
    assertThat(places.path("home/.npm")).isEqualTo(folders.home().resolve(".npm"));
    assertThat(places.path("workspace")).isEqualTo(folders.workspace());
  }

  @Test
  void everywhereElseIsNotTheJobsOwn() {
    assertThat(places.isOwn(folders.temp().resolve("x"))).isTrue();
    assertThat(places.isOwn(root.resolve("elsewhere"))).isFalse();
    assertThatThrownBy(() -> places.name(root.resolve("elsewhere")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLinkOutOfTheJobIsNotItsOwn() throws Exception {
    Path outside = FileTree.create(root.resolve("users-cache"));
    Path link = Files.createSymbolicLink(folders.home().resolve(".cache"), outside);

    assertThat(places.isOwn(link)).isFalse();
    assertThat(places.isOwn(FileTree.create(folders.home().resolve(".local")))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/", "..", "../x", "home/..", "home/a/../../x", "home//etc", "other/x", "hom"})
  void refusesNamesOfOtherPlaces(String name) {
    assertThatThrownBy(() -> places.path(name)).hasMessageContaining("The archive is refused");
  }

  @Test
  void textsAboutTheFoldersAreTheSameInEveryJob() {
    String text = folders.home() + "/.npm|" + folders.workspace() + "/dist";

    assertThat(places.portable(text)).isEqualTo("<home>/.npm|<workspace>/dist");
  }
}
