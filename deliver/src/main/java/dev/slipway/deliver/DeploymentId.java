package dev.slipway.deliver;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;

/**
 * The identity of one deployment, short enough to be typed: the environment and a number that
 * counts its deployments.
 *
 * @param value for example {@code production-7}
 */
public record DeploymentId(String value) {
  /** Refuses what could leave a folder or confuse a reader. */
  public DeploymentId {
    int dash = value.lastIndexOf('-');
    if (dash < 1 || !value.chars().allMatch(DeploymentId::isAllowed) || number(value, dash) < 1) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT,
          "'" + value + "' is no deployment; they are called like production-7");
    }
  }

  /** The {@code number}th deployment of an environment. */
  static DeploymentId of(String environment, int number) {
    return new DeploymentId(environment + "-" + number);
  }

  /** The name of its environment. */
  public String environment() {
    return value.substring(0, value.lastIndexOf('-'));
  }

  /** Its place among the deployments of its environment, from 1. */
  int number() {
    return number(value, value.lastIndexOf('-'));
  }

  private static int number(String value, int dash) {
    try {
      return Integer.parseInt(value, dash + 1, value.length(), 10);
    } catch (NumberFormatException notANumber) {
      return 0;
    }
  }

  private static boolean isAllowed(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  }

  @Override
  public String toString() {
    return value;
  }
}
