package dev.slipway.runner.action;

/** Where an action runs: one job's folders, source, programs, and the stores of its run. */
public record JobSite(
    JobFolders folders, WorkspaceSource source, Commands commands, RunStores stores) {}
