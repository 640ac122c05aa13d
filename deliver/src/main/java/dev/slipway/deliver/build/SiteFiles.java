package dev.slipway.deliver.build;

import dev.slipway.machine.Installed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * The files of a site as a router serves them: {@code app.js} with {@code app.js.gz} beside it, and
 * {@code app.js.br} where Node.js built the site, which can make that.
 *
 * <p>{@code config.json} is left as it is: each environment has its own.
 */
final class SiteFiles {
  private static final Set<String> COMPRESSIBLE =
      Set.of(
          "html",
          "htm",
          "css",
          "js",
          "mjs",
          "cjs",
          "json",
          "svg",
          "xml",
          "txt",
          "md",
          "map",
          "wasm",
          "ico",
          "ttf",
          "otf",
          "eot",
          "csv",
          "webmanifest");
  private static final String CONFIG = "config.json";
  private static final int SMALLEST = 1024;
  private static final double WORTH_IT = 0.95;
  private static final Duration LIMIT = Duration.ofMinutes(5);

  // Magic, deflate, no flags, no time, best compression, Unix: RFC 1952, equal for equal content.
  private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 2, 3};

  private static final String BROTLI =
      """
      const fs = require('node:fs');
      const zlib = require('node:zlib');
      for (const file of fs.readFileSync(0, 'utf8').split('\\0').filter(Boolean)) {
        const content = fs.readFileSync(file);
        const packed = zlib.brotliCompressSync(content, {
          params: { [zlib.constants.BROTLI_PARAM_SIZE_HINT]: content.length },
        });
        if (packed.length < content.length * 0.95) fs.writeFileSync(file + '.br', packed);
      }
      """;

  private final String component;
  private final Path output;
  private final List<String> names;
  private final Optional<Installed> node;
  private final BuildShell shell;

  SiteFiles(
      String component,
      Path output,
      List<String> names,
      Optional<Installed> node,
      BuildShell shell) {
    this.component = component;
    this.output = output;
    this.names = List.copyOf(names);
    this.node = node;
    this.shell = shell;
  }

  /** Refuses a site without that file. */
  void require(String name) {
    if (!names.contains(name)) {
      throw new BuildFailure(
          component,
          "Component '"
              + component
              + "': its output holds no "
              + name
              + "; is 'output' the folder its build command writes to?");
    }
  }

  /** Copies the files into an empty folder, with their compressed forms. */
  void stage(Path staged) throws IOException {
    List<Path> compressible = new ArrayList<>();
    for (String name : names) {
      if (name.endsWith("/")) {
        continue;
      }
      Path copy = staged.resolve(name);
      Files.createDirectories(FileTree.parent(copy));
      Files.copy(output.resolve(name), copy);
      if (isCompressible(name) && Files.size(copy) >= SMALLEST) {
        compressible.add(copy);
      }
    }
    for (Path file : compressible) {
      gzip(file);
    }
    // Source maps are fetched by developers alone, and take brotli the most time.
    compressible.removeIf(file -> file.toString().endsWith(".map"));
    if (node.isPresent() && !compressible.isEmpty()) {
      brotli(node.get(), compressible, staged);
    }
  }

  private static boolean isCompressible(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return COMPRESSIBLE.contains(ending) && !name.equals(CONFIG);
  }

  private static void gzip(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    Path packed = file.resolveSibling(file.getFileName() + ".gz");
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try (OutputStream target = Files.newOutputStream(packed)) {
      target.write(GZIP_HEADER);
      DeflaterOutputStream deflated = new DeflaterOutputStream(target, deflater);
      deflated.write(content);
      deflated.finish();
      CRC32 crc = new CRC32();
      crc.update(content);
      target.write(littleEndian(crc.getValue()));
      target.write(littleEndian(content.length));
    } finally {
      deflater.end();
    }
    if (Files.size(packed) >= content.length * WORTH_IT) {
      Files.delete(packed);
    }
  }

  private static byte[] littleEndian(long value) {
    byte[] bytes = new byte[Integer.BYTES];
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] = (byte) (value >> (Byte.SIZE * at));
    }
    return bytes;
  }

  private void brotli(Installed node, List<Path> files, Path staged) throws IOException {
    Path list = Files.createTempFile(FileTree.parent(staged), "compress", ".list");
    Files.writeString(list, String.join("\0", files.stream().map(Path::toString).toList()));
    shell.run(
        component,
        "Node.js could not compress the files",
        List.of(
            "/bin/sh",
            "-c",
            "exec \"$0\" -e \"$1\" < \"$2\"",
            node.executable().toString(),
            BROTLI,
            list.toString()),
        staged,
        shell.environment(Map.of()),
        LIMIT);
  }
}
