package dev.slipway.server.web;

import dev.slipway.server.web.RunGraph.Box;
import gg.jte.Content;
import gg.jte.TemplateOutput;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The graph of a run as SVG; every job in it is a link to its page.
 *
 * @param run the address of the run's page
 */
record GraphDrawing(RunGraph graph, String run) implements Content {
  private static final int WIDTH = 232;
  private static final int ROW = 40;
  private static final int PAD = 6;
  private static final int GAP_X = 56;
  private static final int GAP_Y = 16;
  private static final int LETTERS = 21;

  /** Where a box stands. */
  private record Place(int x, int y, int height) {
    int middle() {
      return y + height / 2;
    }
  }

  @Override
  public void writeTo(TemplateOutput output) {
    Map<String, Place> places = new HashMap<>();
    int tallest = graph.columns().stream().mapToInt(GraphDrawing::height).max().orElse(0);
    int x = 1;
    for (List<Box> column : graph.columns()) {
      int y = 1 + (tallest - height(column)) / 2;
      for (Box box : column) {
        places.put(box.id(), new Place(x, y, height(box)));
        y += height(box) + GAP_Y;
      }
      x += WIDTH + GAP_X;
    }
    StringBuilder svg = new StringBuilder(4096);
    int width = Math.max(0, x - GAP_X) + 1;
    svg.append("<svg role=\"group\" aria-label=\"The jobs and what they need\" width=\"")
        .append(width)
        .append("\" height=\"")
        .append(tallest + 2)
        .append("\">");
    graph.edges().forEach(edge -> draw(edge, places, svg));
    graph.columns().forEach(column -> column.forEach(box -> draw(box, places, svg)));
    output.writeContent(svg.append("</svg>").toString());
  }

  private static int height(List<Box> column) {
    return column.stream().mapToInt(GraphDrawing::height).sum()
        + GAP_Y * Math.max(0, column.size() - 1);
  }

  private static int height(Box box) {
    int rows = box.jobs().size();
    return rows == 1 ? ROW : rows * ROW + (rows + 1) * PAD;
  }

  private static void draw(RunGraph.Edge edge, Map<String, Place> places, StringBuilder svg) {
    Place from = places.get(edge.from().id());
    Place to = places.get(edge.to().id());
    if (from == null || to == null) {
      return;
    }
    int start = from.x() + WIDTH;
    int bend = GAP_X / 2;
    svg.append("<path class=\"edge").append(style(edge)).append("\" d=\"M");
    svg.append(start).append(' ').append(from.middle());
    svg.append('C').append(start + bend).append(' ').append(from.middle());
    svg.append(' ').append(to.x() - bend).append(' ').append(to.middle());
    svg.append(' ').append(to.x()).append(' ').append(to.middle()).append("\"/>");
  }

  private static String style(RunGraph.Edge edge) {
    if (edge.to().jobs().stream().anyMatch(job -> job.status() == Status.RUNNING)) {
      return " busy";
    }
    return edge.to().jobs().stream().allMatch(job -> job.status() == Status.SKIPPED) ? " bad" : "";
  }

  private void draw(Box box, Map<String, Place> places, StringBuilder svg) {
    Place place = places.get(box.id());
    if (place == null) {
      return;
    }
    if (box.jobs().size() == 1) {
      draw(box.jobs().getFirst(), place.x(), place.y(), WIDTH, svg);
      return;
    }
    rectangle("group", place.x(), place.y(), WIDTH, place.height(), svg);
    int y = place.y() + PAD;
    for (RunFacts.Job job : box.jobs()) {
      draw(job, place.x() + PAD, y, WIDTH - 2 * PAD, svg);
      y += ROW + PAD;
    }
  }

  private void draw(RunFacts.Job job, int x, int y, int width, StringBuilder svg) {
    String took =
        job.took().filter(duration -> job.status() != Status.SKIPPED).map(Took::text).orElse("");
    int letters = LETTERS - (WIDTH - width) / 6 + (took.isEmpty() ? 6 : 0);
    svg.append("<a href=\"").append(Html.escape(run + "/jobs/" + job.slug())).append("\">");
    svg.append("<title>").append(Html.escape(job.name() + ": " + job.status().word()));
    svg.append("</title>");
    rectangle("box", x, y, width, ROW, svg);
    svg.append("<svg class=\"stroke ").append(job.status().tone().style());
    svg.append("\" x=\"").append(x + 12).append("\" y=\"").append(y + 12);
    svg.append("\" width=\"16\" height=\"16\" viewBox=\"0 0 16 16\">");
    if (job.status() == Status.RUNNING) {
      svg.append("<g class=\"spin\">").append(job.status().icon().drawing()).append("</g>");
    } else {
      svg.append(job.status().icon().drawing());
    }
    svg.append("</svg>");
    svg.append("<text class=\"label\" x=\"").append(x + 38).append("\" y=\"").append(y + 25);
    svg.append("\">").append(Html.escape(shortened(job.name(), letters))).append("</text>");
    if (!took.isEmpty()) {
      svg.append("<text class=\"time\" x=\"").append(x + width - 12).append("\" y=\"");
      svg.append(y + 25).append("\">").append(took).append("</text>");
    }
    svg.append("</a>");
  }

  private static String shortened(String text, int letters) {
    return text.length() <= letters ? text : text.substring(0, letters - 1) + "…";
  }

  private static void rectangle(
      String style, int x, int y, int width, int height, StringBuilder svg) {
    svg.append("<rect class=\"").append(style).append("\" x=\"").append(x);
    svg.append("\" y=\"").append(y).append("\" width=\"").append(width);
    svg.append("\" height=\"").append(height).append("\" rx=\"8\"/>");
  }
}
