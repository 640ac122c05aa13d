package dev.slipway.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.document.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeReadsTest {
  @TempDir Path root;

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Map<String, CodeRead> reads() {
    return CodeReads.of(root.resolve("app"), root);
  }

  private CodeRead read(String name) {
    return Optional.ofNullable(reads().get(name)).orElseThrow();
  }

  @Test
  void findsWhatPythonReads() throws IOException {
    write(
        "app/main.py",
        """
        import os
        from os import environ, getenv
        a = os.environ["NEEDED"]
        b = os.environ.get("WITH_DEFAULT", "https://x.example.com")
        c = os.getenv('WITH_OR') or 'fallback'
        d = environ.get("PLAIN")
        e = getenv("NUMBER", 5)
        os.environ["WRITTEN"] = "x"
        # os.environ["COMMENT"]
        if os.environ["COMPARED"] == "x": pass
        """);

    assertThat(reads())
        .containsOnlyKeys("NEEDED", "WITH_DEFAULT", "WITH_OR", "PLAIN", "NUMBER", "COMPARED");
    assertThat(read("NEEDED"))
        .isEqualTo(
            new CodeRead("NEEDED", new Position("app/main.py", 3, 8), Optional.empty(), true));
    assertThat(read("WITH_DEFAULT").fallback()).contains("https://x.example.com");
    assertThat(read("WITH_OR").fallback()).contains("fallback");
    assertThat(read("NUMBER").fallback()).isEmpty();
    assertThat(read("PLAIN").required()).isFalse();
  }

  @Test
  void followsAMappingThatStandsForTheEnvironment() throws IOException {
    write(
        "app/config.py",
        """
        def of(env = os.environ):
            return (env.get("A_NAME"), env["B_NAME"], _positive(env, "C_NAME", 5))
        """);
    assertThat(reads()).containsOnlyKeys("A_NAME", "B_NAME", "C_NAME");

    write("app/config.py", "def of(env):\n    return env.get('A_NAME')\n");
    assertThat(reads()).isEmpty();
  }

  @Test
  void findsWhatScriptsRead() throws IOException {
    write(
        "app/src/main.tsx",
        """
        const a = import.meta.env.VITE_API;
        const b = process.env.TOKEN || 'none';
        const c = process.env["KEY"] ?? "x";
        const d = process.env?.MAYBE;
        const { FIRST, SECOND: other } = process.env;
        if (import.meta.env.DEV && process.env.NODE_ENV) {}
        process.env.WRITTEN = 'x';
        // process.env.COMMENT
        """);

    assertThat(reads()).containsOnlyKeys("VITE_API", "TOKEN", "KEY", "MAYBE", "FIRST", "SECOND");
    assertThat(read("TOKEN").fallback()).contains("none");
    assertThat(read("KEY").fallback()).contains("x");
    assertThat(read("VITE_API").position()).isEqualTo(new Position("app/src/main.tsx", 1, 11));
  }

  @Test
  void knowsWhatVitesLoadEnvReturns() throws IOException {
    write(
        "app/vite.config.ts",
        "const env = loadEnv(mode, '.', 'A_');\nx(env.A_KEY, this.env.B_KEY)\n");

    assertThat(reads()).containsOnlyKeys("A_KEY");
  }

  @Test
  void looksNeitherAtTestsNorAtWhatIsInstalledOrBuilt() throws IOException {
    String text = "const x = process.env.HIDDEN;\n";
    for (String place :
        new String[] {
          "node_modules/x/a.js", ".venv/a.js", "dist/a.js", "tests/a.js", "src/a.test.ts", "a.md"
        }) {
      write("app/" + place, text);
    }
    write("app/test_x.py", "os.environ['HIDDEN']\n");

    assertThat(reads()).isEmpty();
  }

  @Test
  void readsAnyFile() throws IOException {
    Files.createDirectories(root.resolve("app"));
    Files.write(root.resolve("app/binary.js"), new byte[] {(byte) 0xff, 0, (byte) 0xfe});

    assertThat(reads()).isEmpty();
  }
}
