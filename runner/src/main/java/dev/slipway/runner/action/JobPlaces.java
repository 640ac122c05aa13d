package dev.slipway.runner.action;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Names for paths that hold in every job, wherever its folders are: {@code home/.npm}. */
final class JobPlaces {
  private final Map<String, Path> roots = new LinkedHashMap<>();

  JobPlaces(JobFolders folders) {
    // The workspace first: it may lie below one of the others.
    roots.put("workspace", folders.workspace());
    roots.put("temp", folders.temp());
    roots.put("home", folders.home());
  }

  /**
   * Whether a path lies in one of the job's own folders, links resolved; only such a path goes with
   * the job, all others are there for the next job as they are.
   */
  boolean isOwn(Path path) {
    Path real = real(path);
    return place(path).isPresent()
        && roots.values().stream().anyMatch(r -> real.startsWith(real(r)));
  }

  /** The name of a path in one of the job's folders. */
  String name(Path path) {
    Map.Entry<String, Path> place =
        place(path).orElseThrow(() -> new IllegalArgumentException(path + " is not in the job"));
    Path rest = place.getValue().relativize(path);
    return rest.toString().isEmpty() ? place.getKey() : place.getKey() + "/" + rest;
  }

  /**
   * The path a name of an archive stands for.
   *
   * @throws dev.slipway.fault.SlipwayException when it would leave the job's folders
   */
  Path path(String name) {
    int slash = name.indexOf('/');
    String place = slash < 0 ? name : name.substring(0, slash);
    Path root = roots.get(place);
    if (root == null) {
      throw CacheArchive.refused(name + " is in none of the job's folders");
    }
    String rest = slash < 0 ? "" : name.substring(slash + 1);
    if (rest.startsWith("/") || rest.indexOf('\0') >= 0 || leavesRoot(rest)) {
      throw CacheArchive.refused(name + " leaves the folder it belongs to");
    }
    return root.resolve(rest).normalize();
  }

  /** The text with the job's own folders replaced by their names. */
  String portable(String text) {
    String portable = text;
    for (Map.Entry<String, Path> place : roots.entrySet()) {
      portable = portable.replace(place.getValue().toString(), "<" + place.getKey() + ">");
    }
    return portable;
  }

  private static boolean leavesRoot(String rest) {
    for (String part : rest.split("/", -1)) {
      if (part.equals("..")) {
        return true;
      }
    }
    return false;
  }

  private Optional<Map.Entry<String, Path>> place(Path path) {
    return roots.entrySet().stream().filter(place -> path.startsWith(place.getValue())).findFirst();
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }
}
