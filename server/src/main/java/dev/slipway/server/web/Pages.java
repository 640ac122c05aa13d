package dev.slipway.server.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes pages and parts of them with the templates compiled into the program. Thread-safe. */
final class Pages {
  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Pages.class.getClassLoader(), Pages.class.getPackageName());

  /** The whole page as UTF-8. */
  byte[] page(Page page) {
    return bytes(page.template(), page);
  }

  /** The part of a run's page that changes while it runs. */
  byte[] live(RunPage page) {
    return bytes("runlive", page);
  }

  /** The top of a job's page, which changes while it runs. */
  byte[] head(JobPage page) {
    return bytes("jobhead", page);
  }

  /** A step as a part of a job's page. */
  byte[] step(JobPage page, RunFacts.Step step) {
    return bytes("step", Map.of("page", page, "step", step));
  }

  /** The line of a step, which changes while it runs. */
  byte[] head(JobPage page, RunFacts.Step step) {
    return bytes("stephead", Map.of("page", page, "step", step));
  }

  /** The part of an environment's page that changes while something is deployed. */
  byte[] live(EnvironmentPage page) {
    return bytes("environmentlive", page);
  }

  /** The top of a deployment's page, which changes while it goes on. */
  byte[] head(DeploymentPage page) {
    return bytes("deploymenthead", page);
  }

  /** What happened, as a part of a deployment's page. */
  byte[] live(DeploymentPage page) {
    return bytes("deploymentlive", page);
  }

  /** Lines of a log alone. */
  byte[] excerpt(LogExcerpt excerpt) {
    return bytes("excerpt", excerpt);
  }

  /** A page as text, for who reads it here. */
  String text(Page page) {
    return new String(page(page), StandardCharsets.UTF_8);
  }

  private byte[] bytes(String template, Map<String, Object> parts) {
    Utf8ByteOutput output = new Utf8ByteOutput();
    engine.render(template + ".jte", parts, output);
    return output.toByteArray();
  }

  private byte[] bytes(String template, Object model) {
    Utf8ByteOutput output = new Utf8ByteOutput();
    engine.render(template + ".jte", model, output);
    return output.toByteArray();
  }
}
