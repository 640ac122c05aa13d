package dev.slipway.router;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Something that happened to a route, by command or by itself. */
public sealed interface RouterEvent {
  /** The service it happened to. */
  ServiceName service();

  /**
   * An event with its place in the order of all events of one router process.
   *
   * @param seq from 1, without gaps
   * @param at when
   * @param event what
   */
  record Numbered(long seq, Instant at, RouterEvent event) {}

  /** All traffic goes to another release. */
  record Switched(
      ServiceName service, Optional<ReleaseLabel> from, ReleaseLabel to, long generation)
      implements RouterEvent {}

  /** The candidate takes another share; 0 percent and no release when there is none any more. */
  record Shifted(
      ServiceName service, Optional<ReleaseLabel> candidate, int percent, long generation)
      implements RouterEvent {}

  /**
   * A slot that was switched away has nothing left to do: its instances can be stopped.
   *
   * @param streamsEnded streams that the router ended cleanly because they outlasted the drain
   * @param requestsCut requests that were cut because they outlasted the grace as well
   */
  record Drained(
      ServiceName service, ReleaseLabel release, Duration took, int streamsEnded, int requestsCut)
      implements RouterEvent {}

  /**
   * A release of the route goes on with other instances.
   *
   * @param upstreams where they listen
   * @param removed where those listen that get no more requests
   */
  record Resized(
      ServiceName service,
      ReleaseLabel release,
      List<Upstream> upstreams,
      List<Upstream> removed,
      long generation)
      implements RouterEvent {
    public Resized {
      upstreams = List.copyOf(upstreams);
      removed = List.copyOf(removed);
    }
  }

  /**
   * An instance that was taken out of its release has nothing left to do: it can be stopped.
   *
   * @param streamsEnded streams that the router ended cleanly because they outlasted the drain
   * @param requestsCut requests that were cut because they outlasted the grace as well
   */
  record Left(
      ServiceName service,
      ReleaseLabel release,
      Upstream upstream,
      Duration took,
      int streamsEnded,
      int requestsCut)
      implements RouterEvent {}

  /** An instance gets no more requests because it failed. */
  record Ejected(ServiceName service, ReleaseLabel release, Upstream upstream, String reason)
      implements RouterEvent {}

  /** An instance that was ejected is well again. */
  record Reinstated(ServiceName service, ReleaseLabel release, Upstream upstream)
      implements RouterEvent {}

  /** All traffic goes to the release before again: by command, or because the new one died. */
  record SwitchedBack(
      ServiceName service, ReleaseLabel from, ReleaseLabel to, String reason, long generation)
      implements RouterEvent {}

  /** The route does something else with its requests. */
  record ModeChanged(ServiceName service, Mode mode, long generation) implements RouterEvent {}

  /** The service is no longer served. */
  record Removed(ServiceName service, long generation) implements RouterEvent {}
}
