package dev.slipway.deliver;

import dev.slipway.document.Position;
import java.util.Optional;

/**
 * A place where code reads a variable of its environment.
 *
 * @param fallback what the code uses when the variable is not set, as far as it is plain text;
 *     empty if there is none to be seen
 * @param required whether the code fails without it
 */
record CodeRead(String name, Position position, Optional<String> fallback, boolean required) {}
