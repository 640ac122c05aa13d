package dev.slipway.deliver;

import dev.slipway.store.Secret;

/**
 * The value of a setting and what may be shown of it; it prints as the latter.
 *
 * @param value what a process gets
 * @param shown the value with {@code ***} for each part that nobody may see
 */
public record SettingValue(Secret value, String shown) {
  private static final String HIDDEN = "***";

  /** A value everybody may see. */
  static SettingValue open(String text) {
    return new SettingValue(Secret.of(text), text);
  }

  /** A value nobody may see. */
  static SettingValue hidden(Secret secret) {
    return new SettingValue(secret, HIDDEN);
  }

  /** A value of which only another form may be seen. */
  static SettingValue partly(String text, String shown) {
    return new SettingValue(Secret.of(text), shown);
  }

  /** Whether some of it may not be seen. */
  public boolean isSecret() {
    return !value.reveal().equals(shown);
  }

  @Override
  public String toString() {
    return shown;
  }
}
