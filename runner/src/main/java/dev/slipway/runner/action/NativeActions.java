package dev.slipway.runner.action;

import dev.slipway.workflow.ActionRef;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of actions that exist in Java. */
public final class NativeActions {
  private static final Pattern TAG =
      Pattern.compile("v?(\\d{1,4})(?:\\.\\d{1,9}){0,2}(?:-[\\w.]+)?");

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
    Matcher tag = TAG.matcher(ref);
    return tag.matches() ? Integer.parseInt(tag.group(1)) : 0;
  }

  private static Optional<NativeAction> create(String name, int major) {
    return switch (name) {
      case "checkout" -> upTo(7, major, new CheckoutAction());
      case "setup-python" -> upTo(7, major, new SetupPython());
      case "setup-node" -> upTo(7, major, new SetupNode());
      case "cache" -> upTo(5, major, new CacheAction(CacheAction.Half.BOTH));
      case "cache/restore" -> upTo(5, major, new CacheAction(CacheAction.Half.RESTORE));
      case "cache/save" -> upTo(5, major, new CacheAction(CacheAction.Half.SAVE));
      case "upload-artifact" -> upTo(7, major, new UploadArtifact(major));
      case "upload-artifact/merge" -> upTo(7, major, new MergeArtifacts());
      case "download-artifact" -> upTo(8, major, new DownloadArtifact(major));
      default -> Optional.empty();
    };
  }

  // A newer major than those known may mean something else by the same words.
  private static Optional<NativeAction> upTo(int newest, int major, NativeAction action) {
    return major <= newest ? Optional.of(action) : Optional.empty();
  }
}
