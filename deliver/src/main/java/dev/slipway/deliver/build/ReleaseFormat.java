package dev.slipway.deliver.build;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.Digest;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The JSON form of releases and components, whose bytes are also what their digests are taken of:
 * keys in a fixed order, lists that have no order of their own sorted.
 */
final class ReleaseFormat {
  private static final JsonFactory JSON = new JsonFactory();

  private ReleaseFormat() {}

  static Digest digest(BuiltComponent component) {
    return Fingerprint.ofBytes(encode(component));
  }

  static ReleaseId id(
      ReleaseSource source, List<BuiltComponent> components, Set<String> configKeys) {
    byte[] identity =
        write(
            json -> {
              json.writeStartObject();
              writeIdentity(source, components, configKeys, json);
              json.writeEndObject();
            });
    return new ReleaseId(Fingerprint.ofBytes(identity).hex());
  }

  /** The whole of a release. */
  static byte[] encode(Release release) {
    return write(
        json -> {
          json.writeStartObject();
          json.writeStringProperty("id", release.id().hex());
          json.writeStringProperty("built", release.built().toString());
          writeOptional("branch", release.source().branch(), json);
          writeIdentity(release.source(), release.components(), release.configKeys(), json);
          json.writeEndObject();
        });
  }

  static byte[] encode(BuiltComponent component) {
    return write(json -> writeComponent(component, json));
  }

  /**
   * The release that {@code bytes} describe.
   *
   * @throws SlipwayException CORRUPT when its id does not follow from its content
   */
  static Release release(byte[] bytes, String where) {
    JsonObject json = JsonObject.parse(bytes, where);
    Release release =
        Release.of(
            source(json.object("source"), json.optional("branch")),
            json.objects("components").stream().map(ReleaseFormat::component).toList(),
            new HashSet<>(json.texts("configKeys")),
            json.instant("built"));
    if (!release.id().hex().equals(json.text("id"))) {
      throw new SlipwayException(
          ErrorCode.CORRUPT, where + " is damaged: its content is not what its id says");
    }
    return release;
  }

  static BuiltComponent component(byte[] bytes, String where) {
    return component(JsonObject.parse(bytes, where));
  }

  private static void writeIdentity(
      ReleaseSource source,
      List<BuiltComponent> components,
      Set<String> configKeys,
      JsonGenerator json) {
    json.writeName("source");
    json.writeStartObject();
    writeOptional("commit", source.commit(), json);
    json.writeStringProperty("subject", source.subject());
    writeOptional("committed", source.committed().map(Instant::toString), json);
    json.writeBooleanProperty("modified", source.modified());
    json.writeEndObject();
    json.writeArrayPropertyStart("components");
    for (BuiltComponent component : components) {
      writeComponent(component, json);
    }
    json.writeEndArray();
    writeTexts("configKeys", configKeys, json);
  }

  private static ReleaseSource source(JsonObject json, Optional<String> branch) {
    return new ReleaseSource(
        json.optional("commit"),
        branch,
        json.text("subject"),
        json.has("committed") ? Optional.of(json.instant("committed")) : Optional.empty(),
        json.flag("modified"));
  }

  private static void writeComponent(BuiltComponent component, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("name", component.name());
    json.writeStringProperty("form", component.form().name());
    json.writeStringProperty("toolchain", component.toolchain());
    json.writeArrayPropertyStart("layers");
    for (Layer layer : component.layers()) {
      json.writeStartObject();
      json.writeStringProperty("path", layer.path());
      json.writeStringProperty("archive", layer.archive().hex());
      json.writeNumberProperty("bytes", layer.bytes());
      json.writeNumberProperty("files", layer.files());
      json.writeEndObject();
    }
    json.writeEndArray();
    writeTexts("programs", component.programs(), json);
    writeMap("environment", component.environment(), json);
    writeMap("settings", component.settings(), json);
    json.writeEndObject();
  }

  private static BuiltComponent component(JsonObject json) {
    List<Layer> layers = new ArrayList<>();
    for (JsonObject layer : json.objects("layers")) {
      layers.add(
          new Layer(
              layer.text("path"),
              new Digest(layer.text("archive")),
              layer.number("bytes"),
              Math.toIntExact(layer.number("files"))));
    }
    return new BuiltComponent(
        json.text("name"),
        json.choice("form", Form.class),
        json.text("toolchain"),
        layers,
        json.texts("programs"),
        json.map("environment"),
        json.map("settings"));
  }

  private static void writeTexts(String name, Iterable<String> texts, JsonGenerator json) {
    json.writeArrayPropertyStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private static void writeMap(String name, Map<String, String> map, JsonGenerator json) {
    json.writeObjectPropertyStart(name);
    new TreeMap<>(map).forEach(json::writeStringProperty);
    json.writeEndObject();
  }

  private static void writeOptional(String name, Optional<String> text, JsonGenerator json) {
    if (text.isPresent()) {
      json.writeStringProperty(name, text.get());
    }
  }

  static byte[] write(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      writing.write(json);
    } catch (JacksonException e) {
      throw new SlipwayException(ErrorCode.INTERNAL, "Cannot write JSON: " + e.getMessage(), e);
    }
    return bytes.toByteArray();
  }

  /** Writes one JSON value. */
  @FunctionalInterface
  interface Writing {
    void write(JsonGenerator json);
  }
}
