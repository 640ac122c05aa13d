package dev.slipway.router;

/** The name of a service that the router serves, unique in a table. */
public record ServiceName(String value) {
  /** Lower-case letters, digits, {@code -}, {@code _} and {@code .}; 1 to 64 characters. */
  public ServiceName {
    if (!Labels.isName(value, 64)) {
      throw Labels.invalid(
          "service name", value, "use 1 to 64 of a-z 0-9 - _ . and begin with a letter or digit");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
