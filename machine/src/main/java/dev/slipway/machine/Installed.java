package dev.slipway.machine;

import java.nio.file.Path;

/**
 * One installed release of a tool.
 *
 * @param home the folder that holds its {@code bin}
 * @param executable its main program: python3, node, java or go
 */
public record Installed(Tool tool, Version version, Path home, Path executable) {}
