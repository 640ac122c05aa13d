package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TerminalTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final AtomicInteger asked = new AtomicInteger();
  private final Terminal terminal =
      new Terminal(new Capabilities(true, true, false, true), out, out, this::measure);

  private WindowSize measure() {
    return new WindowSize(100 + asked.incrementAndGet(), 30);
  }

  @Test
  void asksForTheWindowOnceAndAgainAfterAResize() {
    assertThat(terminal.width()).isEqualTo(101);
    assertThat(terminal.width()).isEqualTo(101);

    terminal.resized();

    assertThat(terminal.width()).isEqualTo(102);
    assertThat(terminal.with(ColourChoice.NEVER).width()).isEqualTo(102);
  }

  @Test
  void assumesTheUsualWindowInAPipe() {
    Terminal pipe = new Terminal(Capabilities.NONE, out, out, this::measure);

    assertThat(pipe.size()).isEqualTo(WindowSize.USUAL);
    assertThat(asked).hasValue(0);
  }

  @Test
  void paintsEachStreamByWhatItShows() {
    assertThat(terminal.paint(Style.GREEN, "ok")).isEqualTo("\u001b[32mok\u001b[0m");
    assertThat(terminal.paintError(Style.GREEN, "ok")).isEqualTo("ok");
    assertThat(terminal.paint(Style.GREEN, "")).isEmpty();
  }

  @Test
  void writesUtf8WhateverTheLocale() {
    terminal.print("✓ grün\n");

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("✓ grün\n");
  }

  @Test
  void goesOnWhenTheReaderIsGone() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException("Broken pipe");
          }
        };

    new Terminal(Capabilities.NONE, closed, closed, this::measure).print("lost");

    assertThat(out.size()).isZero();
  }
}
