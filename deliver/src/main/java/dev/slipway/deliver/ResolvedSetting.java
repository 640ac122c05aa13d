package dev.slipway.deliver;

import java.util.List;
import java.util.Optional;

/**
 * A setting as a component gets it in an environment, and why.
 *
 * @param value empty while something it mentions is not known
 * @param origin the place that won
 * @param overridden the places that lost, the nearest first
 * @param unknown what it mentions and is not known yet, such as {@code components.database.url}
 */
public record ResolvedSetting(
    String name,
    Optional<SettingValue> value,
    Origin origin,
    List<Origin> overridden,
    List<String> unknown) {
  /** Copies the lists. */
  public ResolvedSetting {
    overridden = List.copyOf(overridden);
    unknown = List.copyOf(unknown);
  }

  /** Places that can give a setting its value, the weakest first. */
  public enum Layer {
    SLIPWAY("Slipway"),
    DEFAULTS("defaults"),
    COMPONENT("component"),
    ENVIRONMENT("environment"),
    ENVIRONMENT_COMPONENT("environment, this component"),
    SECRET("secret");

    private final String word;

    Layer(String word) {
      this.word = word;
    }

    /** What people read. */
    public String word() {
      return word;
    }
  }

  /**
   * A place that gives a setting a value.
   *
   * @param place where exactly: {@code slipway.yaml:12:7}, or which version of a secret
   */
  public record Origin(Layer layer, String place) {}

  /** Whether some of its value may not be seen. */
  public boolean isSecret() {
    return origin.layer() == Layer.SECRET || value.map(SettingValue::isSecret).orElse(false);
  }
}
