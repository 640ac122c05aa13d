package dev.slipway.server.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The jobs of a run in columns: each in the one behind all that it needs, the legs of a matrix in
 * one box.
 *
 * @param columns the boxes from left to right, each column from top to bottom
 * @param edges from a box to one that needs it; those that follow from others are left out
 */
record RunGraph(List<List<Box>> columns, List<Edge> edges) {
  /** A job, or the legs of a matrix. */
  record Box(String id, List<RunFacts.Job> jobs) {
    /** Copies the list. */
    Box {
      jobs = List.copyOf(jobs);
    }
  }

  /** That one box needs another. */
  record Edge(Box from, Box to) {}

  /** Copies both. */
  RunGraph {
    columns = columns.stream().map(List::copyOf).toList();
    edges = List.copyOf(edges);
  }

  /** The graph of a run's jobs. */
  static RunGraph of(List<RunFacts.Job> jobs) {
    Map<String, Box> boxes = boxes(jobs);
    Map<String, Set<String>> needs = needs(boxes);
    List<List<Box>> columns = new ArrayList<>();
    Map<String, Integer> depths = new LinkedHashMap<>();
    for (Box box : boxes.values()) {
      int depth = depth(box.id(), needs, depths, new LinkedHashSet<>());
      while (columns.size() <= depth) {
        columns.add(new ArrayList<>());
      }
      columns.get(depth).add(box);
    }
    return new RunGraph(columns, edges(boxes, needs));
  }

  private static Map<String, Box> boxes(List<RunFacts.Job> jobs) {
    Map<String, List<RunFacts.Job>> groups = new LinkedHashMap<>();
    for (RunFacts.Job job : jobs) {
      groups.computeIfAbsent(boxOf(job.key()), id -> new ArrayList<>()).add(job);
    }
    Map<String, Box> boxes = new LinkedHashMap<>();
    groups.forEach((id, legs) -> boxes.put(id, new Box(id, withoutWhole(legs))));
    return boxes;
  }

  /** Once the legs of a matrix are known, the job as a whole says nothing more. */
  private static List<RunFacts.Job> withoutWhole(List<RunFacts.Job> legs) {
    List<RunFacts.Job> single = legs.stream().filter(job -> job.key().indexOf('[') >= 0).toList();
    return single.isEmpty() ? legs : single;
  }

  /** The box a job stands in. */
  static String boxOf(String key) {
    int bracket = key.indexOf('[');
    return bracket < 0 ? key : key.substring(0, bracket);
  }

  private static Map<String, Set<String>> needs(Map<String, Box> boxes) {
    Map<String, Set<String>> needs = new LinkedHashMap<>();
    for (Box box : boxes.values()) {
      Set<String> all = new LinkedHashSet<>();
      for (RunFacts.Job job : box.jobs()) {
        job.needs().stream().map(RunGraph::boxOf).filter(boxes::containsKey).forEach(all::add);
      }
      all.remove(box.id());
      needs.put(box.id(), all);
    }
    return needs;
  }

  private static int depth(
      String id, Map<String, Set<String>> needs, Map<String, Integer> known, Set<String> above) {
    Integer depth = known.get(id);
    if (depth != null) {
      return depth;
    }
    int deepest = -1;
    if (above.add(id)) {
      for (String need : needs.getOrDefault(id, Set.of())) {
        deepest = Math.max(deepest, depth(need, needs, known, above));
      }
      above.remove(id);
    }
    known.put(id, deepest + 1);
    return deepest + 1;
  }

  private static List<Edge> edges(Map<String, Box> boxes, Map<String, Set<String>> needs) {
    List<Edge> edges = new ArrayList<>();
    for (Box box : boxes.values()) {
      Set<String> direct = needs.getOrDefault(box.id(), Set.of());
      for (String need : direct) {
        boolean implied =
            direct.stream()
                .filter(other -> !other.equals(need))
                .anyMatch(other -> reaches(other, need, needs, new LinkedHashSet<>()));
        Box from = boxes.get(need);
        if (!implied && from != null) {
          edges.add(new Edge(from, box));
        }
      }
    }
    return edges;
  }

  private static boolean reaches(
      String from, String to, Map<String, Set<String>> needs, Set<String> seen) {
    if (!seen.add(from)) {
      return false;
    }
    Set<String> next = needs.getOrDefault(from, Set.of());
    return next.contains(to) || next.stream().anyMatch(each -> reaches(each, to, needs, seen));
  }
}
