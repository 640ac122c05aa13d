package dev.slipway.runner.action;

import java.nio.file.Path;

/**
 * The folders of one job.
 *
 * @param workspace {@code GITHUB_WORKSPACE}: empty until something is checked out
 * @param temp {@code RUNNER_TEMP}: gone with the job
 * @param toolCache {@code RUNNER_TOOL_CACHE}
 * @param home what {@code ~} means in a path pattern
 */
public record JobFolders(Path workspace, Path temp, Path toolCache, Path home) {}
