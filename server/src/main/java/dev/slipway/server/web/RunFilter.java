package dev.slipway.server.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Which runs a list shows; an empty text leaves all of its kind.
 *
 * @param text looked for in titles, workflows, branches and commits
 * @param repositories those there are, to choose from
 */
record RunFilter(
    String text,
    String status,
    String repository,
    String branch,
    String workflow,
    List<String> repositories) {
  /** Copies the list. */
  RunFilter {
    repositories = List.copyOf(repositories);
  }

  /** Whether it leaves something out. */
  boolean isActive() {
    return !(text + status + repository + branch + workflow).isEmpty();
  }

  /** The states to choose from. */
  List<Status> states() {
    return List.of(Status.values());
  }

  /** The address of the list with this filter and one more parameter. */
  String address(String parameter, String value) {
    StringBuilder address = new StringBuilder("/runs?");
    add(address, "q", text);
    add(address, "status", status);
    add(address, "repository", repository);
    add(address, "branch", branch);
    add(address, "workflow", workflow);
    add(address, parameter, value);
    address.setLength(address.length() - 1);
    return address.toString();
  }

  private static void add(StringBuilder address, String parameter, String value) {
    if (!value.isEmpty()) {
      address
          .append(parameter)
          .append('=')
          .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
          .append('&');
    }
  }
}
