package dev.slipway.server.git;

import dev.slipway.fault.SlipwayException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;

/**
 * One push being received: objects are checked as {@code git fsck} does, references by our rules,
 * and what moved is recorded before the client hears of it.
 */
final class Receiving extends ReceivePack {
  private static final int TIMEOUT_SECONDS = 120;

  private final OpenRepository repository;
  private final String pusher;
  private final Consumer<List<Push>> record;

  /**
   * @param record takes down what moved; throws when it cannot
   */
  Receiving(
      OpenRepository repository, String pusher, ReceiveLimits limits, Consumer<List<Push>> record) {
    super(repository.files());
    this.repository = repository;
    this.pusher = pusher;
    this.record = record;
    setBiDirectionalPipe(false);
    setTimeout(TIMEOUT_SECONDS);
    setCheckReceivedObjects(true);
    setObjectChecker(new ObjectChecker().setSafeForMacOS(true));
    setCheckReferencedObjectsAreReachable(true);
    setMaxPackSizeLimit(limits.packBytes());
    setMaxObjectSizeLimit(limits.objectBytes());
    setAllowPushOptions(false);
    setRefFilter(RefRules::visible);
    setPreReceiveHook((receiving, commands) -> refuse(commands));
  }

  private void refuse(Collection<ReceiveCommand> commands) {
    String trunk = Trunk.of(repository.files());
    for (ReceiveCommand command : commands) {
      boolean deletes = command.getType() == ReceiveCommand.Type.DELETE;
      Optional<String> objection = RefRules.objection(command.getRefName(), deletes, trunk);
      objection.ifPresent(
          why -> command.setResult(ReceiveCommand.Result.REJECTED_OTHER_REASON, why));
    }
  }

  @Override
  protected void executeCommands() {
    repository.moving().lock();
    try {
      super.executeCommands();
      List<ReceiveCommand> done = filterCommands(ReceiveCommand.Result.OK);
      if (!done.isEmpty()) {
        takeDown(done);
      }
    } finally {
      repository.moving().unlock();
    }
  }

  // The references have moved: what cannot be recorded now is found by the next comparison.
  private void takeDown(List<ReceiveCommand> done) {
    List<Push> pushes = new ArrayList<>();
    for (ReceiveCommand command : done) {
      pushes.add(
          new Push(
              repository.id(),
              command.getRefName(),
              command.getOldId().name(),
              command.getNewId().name(),
              pusher));
    }
    try {
      record.accept(pushes);
    } catch (SlipwayException e) {
      for (ReceiveCommand command : done) {
        command.setResult(
            ReceiveCommand.Result.REJECTED_OTHER_REASON,
            "received, but it could not be recorded; it is taken up when the server is well again");
      }
      throw e;
    }
  }
}
