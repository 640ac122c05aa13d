package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.workflow.Conclusion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Steps as real processes: shells, environment, command files, output. */
@Timeout(60)
class HostStepTest {
  @TempDir Path root;
  private HostRun host;

  @BeforeEach
  void open() throws IOException {
    host = new HostRun(root);
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void endsAScriptAtItsFirstFailingCommand() throws IOException {
    host.steps(
        """
        - run: |
            echo before
            false
            echo never
        """);

    assertThat(host.printed(1))
        .containsExactly("before", "##[error]Process completed with exit code 1.");
    assertThat(host.step(1).exitCode()).hasValue(1);
  }

  @Test
  void noticesAFailureInAPipeOnlyWhenBashIsNamed() throws IOException {
    host.steps(
        """
        - run: |
            false | true
            echo unnoticed
        - shell: bash
          run: |
            false | true
            echo never
        - if: always()
          shell: sh
          run: |
            false | true
            echo unnoticed
        """);

    assertThat(host.printed(1)).containsExactly("unnoticed");
    assertThat(host.printed(2)).containsExactly("##[error]Process completed with exit code 1.");
    assertThat(host.printed(3)).containsExactly("unnoticed");
  }

  @Test
  void tellsTheExitCodeOfAScript() throws IOException {
    host.steps("- run: exit 42");

    assertThat(host.step(1).exitCode()).hasValue(42);
    assertThat(host.job("build").conclusion()).isEqualTo(Conclusion.FAILURE);
  }

  @Test
  void runsScriptsOfPython() throws IOException {
    Installed.needs("python");

    host.steps(
        """
        - shell: python
          run: |
            import os
            for each in [1, 2]:
                print(each, os.environ["GITHUB_JOB"])
        """);

    assertThat(host.printed(1)).containsExactly("1 build", "2 build");
  }

  @Test
  void runsScriptsWithACommandOfOnesOwn() throws IOException {
    Installed.needs("node");

    host.steps(
        """
        - shell: node --no-warnings {0}
          run: console.log(1 + 1)
        """);

    assertThat(host.printed(1)).containsExactly("2");
  }

  @Test
  void saysWhichShellIsNotInstalled() throws IOException {
    host.steps(
        """
        - shell: no-such-shell {0}
          run: echo never
        """);

    assertThat(host.step(1).outcome()).isEqualTo(Conclusion.FAILURE);
    assertThat(host.step(1).reason().orElse("")).contains("no-such-shell", "not installed");
  }

  @Test
  void givesNoTerminalAndAnEmptyStandardInput() throws IOException {
    host.steps(
        """
        - run: |
            test ! -t 0 && test ! -t 1 && test ! -t 2 && echo no terminal
            cat | wc -c
            (echo </dev/tty) 2>/dev/null || echo no controlling terminal
        """);

    assertThat(host.printed(1)).containsExactly("no terminal", "0", "no controlling terminal");
  }

  @Test
  void keepsTheUsersOwnEnvironmentAndHomeOut() throws IOException {
    host.steps(
        """
        - run: |
            test "$HOME" != "%s" && echo another home
            git config --global user.name changed
            echo "$GITHUB_WORKSPACE" | grep -q repo/repo && pwd | grep -q repo/repo && echo in the workspace
            ls -A | wc -l
            echo "$CI $GITHUB_ACTIONS $GITHUB_EVENT_NAME"
            env | grep -c '^SLIPWAY_REQUIRE=' || true
        """
            .formatted(System.getProperty("user.home")));

    assertThat(host.printed(1))
        .containsExactly("another home", "in the workspace", "0", "true true push", "0");
  }

  @Test
  void passesOnWhatAStepWritesToItsFiles() throws IOException {
    host.file("tools/greet", "#!/bin/sh\necho hello from a tool\n");
    Files.setPosixFilePermissions(
        host.repository.resolve("tools/greet"),
        java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));

    host.steps(
        """
        - uses: actions/checkout@v4
        - id: make
          run: |
            echo "$PWD/tools" >> "$GITHUB_PATH"
            echo "NAME=a value with spaces" >> $GITHUB_ENV
            {
              echo "TEXT<<END"
              printf 'one\\ntwo\\n'
              echo END
            } >> $GITHUB_ENV
            echo "sum=$((40 + 2))" >> $GITHUB_OUTPUT
            echo "# Summary" >> $GITHUB_STEP_SUMMARY
        - run: |
            greet
            echo "$NAME"
            echo "$TEXT"
            echo ${{ steps.make.outputs.sum }}
        """);

    assertThat(host.printed(3))
        .containsExactly("hello from a tool", "a value with spaces", "one", "two", "42");
    assertThat(host.events)
        .anySatisfy(
            event ->
                assertThat(event)
                    .isInstanceOfSatisfying(
                        RunEvent.SummaryWritten.class,
                        summary -> assertThat(summary.markdown()).contains("# Summary")));
  }

  @Test
  void hidesASecretThatIsPrintedInPieces() throws IOException {
    host.secret("PASSWORD", "correct-horse-battery");

    Run.Result result =
        host.steps(
            """
            - env:
                PASSWORD: ${{ secrets.PASSWORD }}
              run: |
                printf 'a correct-'; sleep 0.1; printf 'horse-bat'; sleep 0.1; printf 'tery z\\n'
                echo "::warning::it is $PASSWORD"
                echo "it is $PASSWORD" >> $GITHUB_STEP_SUMMARY
                printf '%s' "$PASSWORD" | base64
            """);

    assertThat(host.printed(1)).containsExactly("a *** z", "##[warning]it is ***", "***");
    assertThat(host.annotations()).extracting(Annotation::message).containsExactly("it is ***");
    String secret = "correct-horse-battery";
    assertThat(host.events.toString()).doesNotContain(secret);
    assertThat(new String(host.log(result, 1), StandardCharsets.UTF_8)).doesNotContain(secret);
    assertThat(Files.readString(result.folder().resolve("journal.ndjson"))).doesNotContain(secret);
  }

  @Test
  void takesALineOfAMegabyte() throws IOException {
    Run.Result result =
        host.steps("- run: head -c 1000000 /dev/zero | tr '\\0' x; echo; echo after");

    assertThat(new String(host.log(result, 1), StandardCharsets.UTF_8))
        .endsWith("\n" + "x".repeat(1_000_000) + "\nafter\n");
    assertThat(host.printed(1)).endsWith("after");
  }

  @Test
  void keepsBytesThatAreNoUtf8() throws IOException {
    Run.Result result = host.steps("- run: printf 'a\\377\\200b\\n'");

    assertThat(host.log(result, 1)).containsSequence('a', 0xff, 0x80, 'b', '\n');
  }

  @Test
  void runsAJavaScriptActionWithItsPostPart() throws IOException {
    Installed.needs("node");
    host.file(
            "js/action.yml",
            """
            name: js
            description: says hello
            inputs:
              whom: {description: whom, default: nobody}
            runs: {using: node20, main: main.js, post: post.js}
            """)
        .file(
            "js/main.js",
            """
            const fs = require('fs');
            console.log(`hello ${process.env.INPUT_WHOM}`);
            fs.appendFileSync(process.env.GITHUB_STATE, 'told=yes\\n');
            fs.appendFileSync(process.env.GITHUB_OUTPUT, 'made=it\\n');
            """)
        .file("js/post.js", "console.log(`told: ${process.env.STATE_told}`);\n");

    host.steps(
        """
        - uses: actions/checkout@v4
        - id: js
          uses: ./js
          with: {whom: World}
        - run: echo ${{ steps.js.outputs.made }}
        """);

    assertThat(host.printed(2)).contains("hello World");
    assertThat(host.printed(3)).containsExactly("it");
    assertThat(host.printed(4)).contains("told: yes");
  }

  @Test
  void neverTouchesTheWorkingTree() throws IOException {
    host.file("kept.txt", "as it was\n");

    host.steps(
        """
        - uses: actions/checkout@v4
        - run: |
            echo changed > kept.txt
            rm -rf .git
        """);

    assertThat(host.repository.resolve("kept.txt")).hasContent("as it was");
    assertThat(host.repository.resolve(".git")).isDirectory();
    assertThat(host.folders()).isEmpty();
  }
}
