package dev.slipway.deliver;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * All that a deployment is going to do, known before it does anything. An approval is given to the
 * text of a plan and holds for nothing else.
 *
 * @param release the release's name, which is what it holds
 * @param previous the release that serves now, if any
 * @param rollback whether it brings back what served before
 * @param moves what is done, in order, when all goes well
 * @param approval who has to allow it, if anybody
 * @param settings the names of the settings each component gets, a line each; never a value
 * @param migrations the pending migrations with their locks, a line each
 * @param traffic the steps of the traffic, a line each
 * @param notes what else a person should know before saying yes
 */
public record DeploymentPlan(
    DeploymentId deployment,
    String release,
    Optional<String> previous,
    boolean rollback,
    List<Move> moves,
    Optional<ApprovalRule> approval,
    List<String> settings,
    List<String> migrations,
    List<String> traffic,
    List<String> notes) {
  /** Copies the lists. */
  public DeploymentPlan {
    moves = List.copyOf(moves);
    settings = List.copyOf(settings);
    migrations = List.copyOf(migrations);
    traffic = List.copyOf(traffic);
    notes = List.copyOf(notes);
  }

  /** The name of the environment. */
  public String environment() {
    return deployment.environment();
  }

  /** The plan as an approver reads it; two plans with the same text do the same. */
  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add("release " + release + " into " + environment());
    lines.add(previous.map(old -> "replaces " + old).orElse("replaces nothing"));
    section(lines, "migrations", migrations);
    section(lines, "traffic", traffic);
    section(lines, "settings", settings);
    section(lines, "notes", notes);
    return String.join("\n", lines) + "\n";
  }

  /** What an approval is bound to: a digest of the text. */
  public String digest() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new SlipwayException(ErrorCode.INTERNAL, "this JDK has no SHA-256", e);
    }
  }

  private static void section(List<String> lines, String name, List<String> content) {
    if (content.isEmpty()) {
      lines.add(name + ": none");
      return;
    }
    lines.add(name + ":");
    content.forEach(line -> lines.add("  " + line));
  }
}
