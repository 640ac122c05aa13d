package dev.slipway.server.web;

import gg.jte.Content;
import gg.jte.TemplateOutput;

/** The pictures of the pages, drawn in lines on a grid of 16 by 16. */
enum Icon {
  DONE("<circle cx='8' cy='8' r='6.4'/><path d='m5.2 8.2 2 2 3.8-4.2'/>"),
  FAILED("<circle cx='8' cy='8' r='6.4'/><path d='m5.8 5.8 4.4 4.4m0-4.4-4.4 4.4'/>"),
  RUNNING("<circle cx='8' cy='8' r='6.4' opacity='.28'/><path d='M8 1.6A6.4 6.4 0 0 1 14.4 8'/>"),
  WAITING("<circle cx='8' cy='8' r='6.4'/><path d='M8 4.6V8l2.3 1.5'/>"),
  QUEUED("<circle cx='8' cy='8' r='6.4' stroke-dasharray='2.4 2.6'/>"),
  CANCELLED("<circle cx='8' cy='8' r='6.4'/><path d='m3.6 12.4 8.8-8.8'/>"),
  SKIPPED("<circle cx='8' cy='8' r='6.4' opacity='.55'/><path d='M5.4 8h5.2'/>"),
  UNDONE("<path d='M2.4 6.4h7a4 4 0 0 1 0 8H6'/><path d='M5.4 3.2 2.2 6.4l3.2 3.2'/>"),
  WARNING("<path d='M8 1.9 15 14H1z'/><path d='M8 6.2v3.6m0 2.1v.1'/>"),
  INFO("<circle cx='8' cy='8' r='6.4'/><path d='M8 7.4v3.6M8 5v.1'/>"),
  BRANCH(
      "<circle cx='4.4' cy='3.4' r='1.7'/><circle cx='4.4' cy='12.6' r='1.7'/><circle cx='11.6'"
          + " cy='5' r='1.7'/><path d='M4.4 5.1v5.8M11.6 6.7c0 3-7.2 1.6-7.2 4.2'/>"),
  COMMIT("<circle cx='8' cy='8' r='2.7'/><path d='M1.2 8h4.1m5.4 0h4.1'/>"),
  CLOCK("<circle cx='8' cy='8' r='6.4'/><path d='M8 4.4V8l2.6 1.6'/>"),
  CALENDAR(
      "<rect x='2' y='3' width='12' height='11' rx='2'/><path d='M2 6.6h12M5.4 1.4v3m5.2-3v3'/>"),
  PERSON("<circle cx='8' cy='5' r='2.9'/><path d='M2.4 14.2c.6-3 2.7-4.5 5.6-4.5s5 1.5 5.6 4.5'/>"),
  EVENT("<path d='M8.8 1.4 3 9h4.4l-.6 5.6L13 6.8H8.4z'/>"),
  BOX("<path d='m8 1.4 6 3v7.2l-6 3-6-3V4.4z'/><path d='m2 4.4 6 3.1 6-3.1M8 7.5v7.1'/>"),
  SERVER(
      "<rect x='2' y='2.4' width='12' height='4.6' rx='1.4'/>"
          + "<rect x='2' y='9' width='12' height='4.6' rx='1.4'/><path d='M4.6 4.7v.1m0 6.5v.1'/>"),
  BOOK(
      "<path d='M3 13V3.4A1.8 1.8 0 0 1 4.8 1.6H13v9.8H4.6A1.6 1.6 0 0 0 3 13a1.6 1.6 0 0 0 1.6"
          + " 1.6H13'/>"),
  SEARCH("<circle cx='7' cy='7' r='4.8'/><path d='m10.6 10.6 3.8 3.8'/>"),
  CHEVRON("<path d='m6 3.4 4.6 4.6L6 12.6'/>"),
  AGAIN("<path d='M13.6 8a5.6 5.6 0 1 1-1.7-4'/><path d='M14 1.4v3.2h-3.2'/>"),
  STOP("<rect x='3.6' y='3.6' width='8.8' height='8.8' rx='1.6'/>"),
  PLAY("<path d='M4.4 2.6v10.8L13 8z'/>"),
  LOCK(
      "<rect x='3' y='7' width='10' height='7.2' rx='1.8'/><path d='M5.2 7V4.8a2.8 2.8 0 0 1 5.6"
          + " 0V7'/>"),
  TOOL(
      "<path d='M13.8 4.4a3.6 3.6 0 0 1-4.8 4.2l-4.8 4.9a1.4 1.4 0 0 1-2-2L7 6.7A3.6 3.6 0 0 1 11.4"
          + " 2L9.2 4.2l.4 2 2 .4z'/>"),
  UP("<path d='M8 14V2.6M3.2 7.2 8 2.4l4.8 4.8'/>"),
  DOWN("<path d='M8 2v9.6m-4.2-4L8 11.8l4.2-4.2M2.4 14.2h11.2'/>"),
  LINES("<path d='M2.4 3.6h11.2M2.4 8h11.2M2.4 12.4h6.6'/>"),
  FLASK(
      "<path d='M6 1.6h4M6.8 1.6v4.6l-4 6.2a1.4 1.4 0 0 0 1.2 2.1h8a1.4 1.4 0 0 0"
          + " 1.2-2.1l-4-6.2V1.6M4.6 10.4h6.8'/>"),
  DATABASE(
      "<ellipse cx='8' cy='3.8' rx='5.6' ry='2.2'/><path d='M2.4 3.8v8.4c0 1.2 2.5 2.2 5.6"
          + " 2.2s5.6-1 5.6-2.2V3.8M2.4 8c0 1.2 2.5 2.2 5.6 2.2S13.6 9.2 13.6 8'/>"),
  SHIELD(
      "<path d='M8 1.4 2.8 3.4v4.2c0 3.4 2.2 5.8 5.2 7 3-1.2 5.2-3.6 5.2-7V3.4z'/><path d='m5.8 7.8"
          + " 1.7 1.7 2.9-3.1'/>");

  private final String drawing;

  Icon(String drawing) {
    this.drawing = drawing.replace('\'', '"');
  }

  /** The lines alone, for a drawing that holds more. */
  String drawing() {
    return drawing;
  }

  /** The icon in the colour of a tone; one of something under way turns. */
  Content in(Tone tone) {
    return output -> write(output, "icon " + tone.style());
  }

  /** The icon in the colour of the text around it. */
  Content svg() {
    return output -> write(output, "icon");
  }

  private void write(TemplateOutput output, String style) {
    output.writeContent("<svg class=\"");
    output.writeContent(style);
    if (this == RUNNING) {
      output.writeContent(" spin");
    }
    output.writeContent("\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">");
    output.writeContent(drawing);
    output.writeContent("</svg>");
  }
}
