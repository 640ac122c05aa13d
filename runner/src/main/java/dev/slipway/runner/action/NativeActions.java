package dev.slipway.runner.action;

import dev.slipway.workflow.ActionRef;
import java.util.Locale;
import java.util.Optional;

/** The table of actions that exist in Java. */
public final class NativeActions {
  private NativeActions() {}

  /** Finds the action a reference names; empty when it is unknown or of an unknown version. */
  public static Optional<NativeAction> find(ActionRef reference) {
    return switch (reference) {
      case ActionRef.Repository repository -> findIn(repository);
      case ActionRef.Local local -> Optional.empty();
      case ActionRef.Self self -> Optional.empty();
      case ActionRef.DockerImage image -> Optional.empty();
    };
  }

  private static Optional<NativeAction> findIn(ActionRef.Repository reference) {
    if (!reference.owner().equalsIgnoreCase("actions")) {
      return Optional.empty();
    }
    String name = reference.repository().toLowerCase(Locale.ROOT);
    String full = reference.path().isEmpty() ? name : name + "/" + reference.path();
    return create(full, majorOf(reference.ref())).map(CheckedAction::new);
  }

  /** The major version of a reference such as {@code v4.1.0}; 0 for a branch or a commit. */
  private static int majorOf(String ref) {
    boolean isTag = ref.startsWith("v") || (!ref.isEmpty() && ref.indexOf('.') > 0);
    return isTag ? Version.parse(ref).map(Version::major).orElse(0) : 0;
  }

  private static Optional<NativeAction> create(String name, int major) {
    return switch (name) {
      case "checkout" -> upTo(7, major, new CheckoutAction());
      case "setup-python" -> upTo(7, major, new SetupPython());
      case "setup-node" -> upTo(7, major, new SetupNode());
      default -> Optional.empty();
    };
  }

  // A newer major than those known may mean something else by the same words.
  private static Optional<NativeAction> upTo(int newest, int major, NativeAction action) {
    return major <= newest ? Optional.of(action) : Optional.empty();
  }
}
