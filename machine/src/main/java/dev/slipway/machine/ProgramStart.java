package dev.slipway.machine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * All that a way to start programs has to know of one; belongs to its caller, who changes nothing
 * in it any more.
 *
 * @param argv the program as a path, and its arguments
 * @param environment all of it but the marker
 * @param marker of the owner, and of this start
 */
record ProgramStart(
    List<String> argv, Map<String, String> environment, String marker, Path directory) {}
