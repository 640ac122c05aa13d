package dev.slipway.server.git;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;

/** The default branch of a repository: what its HEAD points to. */
final class Trunk {
  private Trunk() {}

  /** Its full name, whether there is such a branch yet or not. */
  static String of(Repository repository) {
    try {
      Ref head = repository.exactRef(Constants.HEAD);
      return head == null ? Constants.R_HEADS + "main" : head.getTarget().getName();
    } catch (IOException e) {
      throw unreadable(repository, e);
    }
  }

  /**
   * When the default branch does not exist, the first branch that was pushed becomes it, as on
   * GitHub; answers with the full name of the default branch now.
   */
  static String adopt(Repository repository, List<Push> pushes) {
    String trunk = of(repository);
    try {
      if (repository.exactRef(trunk) != null) {
        return trunk;
      }
      for (Push push : pushes) {
        if (push.ref().startsWith(Constants.R_HEADS) && !push.deletes()) {
          RefUpdate update = repository.updateRef(Constants.HEAD, false);
          update.disableRefLog();
          update.link(push.ref());
          return push.ref();
        }
      }
      return trunk;
    } catch (IOException e) {
      throw unreadable(repository, e);
    }
  }

  private static SlipwayException unreadable(Repository repository, IOException cause) {
    return new SlipwayException(
        ErrorCode.MACHINE,
        "cannot read the references of " + repository.getDirectory() + ": " + cause.getMessage(),
        cause);
  }
}
