package dev.slipway.cli;

import dev.slipway.deliver.DeliveryEvent;
import dev.slipway.deliver.DeliveryEventCodec;
import dev.slipway.deliver.DeploymentId;
import dev.slipway.deliver.Move;
import dev.slipway.server.ControlClient;
import dev.slipway.store.Entry;
import dev.slipway.store.EntryFormat;
import dev.slipway.store.EventCodecs;
import java.util.function.Consumer;

/** Reads the entries of a controller, also beyond its end when another one takes its place. */
final class Following {
  private final ProjectControl control;
  private final EntryFormat format = new EntryFormat(EventCodecs.of(new DeliveryEventCodec()));
  private long next;

  /** Entries from a number on. */
  Following(ProjectControl control, long from) {
    this.control = control;
    this.next = from;
  }

  /** How far a deployment is followed. */
  enum Until {
    /** It serves all traffic, or has ended. */
    LIVE,
    /** Nothing more is done for it. */
    SETTLED
  }

  /** Hears every entry until the deployment is as far as wanted. */
  void follow(DeploymentId id, Until until, Consumer<Entry> listener) {
    boolean enough = false;
    while (!enough) {
      ControlClient client = control.controller();
      enough =
          client.follow(
              next,
              line -> {
                Entry entry = format.decode(line, 0, line.length);
                next = entry.seq() + 1;
                listener.accept(entry);
                return !isEnough(entry, id, until);
              });
    }
  }

  private static boolean isEnough(Entry entry, DeploymentId id, Until until) {
    if (!(entry.event() instanceof DeliveryEvent.OfDeployment event)
        || !event.deployment().equals(id)) {
      return false;
    }
    boolean live =
        event instanceof DeliveryEvent.MoveStarted(DeploymentId same, var move)
            && move instanceof Move.Watch;
    return event instanceof DeliveryEvent.Settled || (live && until == Until.LIVE);
  }
}
