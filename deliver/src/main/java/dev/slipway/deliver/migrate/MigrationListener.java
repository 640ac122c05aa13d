package dev.slipway.deliver.migrate;

/** Hears what happens while a plan is applied, in order, on the thread that applies it. */
@FunctionalInterface
public interface MigrationListener {
  /** A listener that does not care. */
  MigrationListener NONE = progress -> {};

  void on(MigrationProgress progress);
}
