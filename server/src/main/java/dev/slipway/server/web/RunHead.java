package dev.slipway.server.web;

/**
 * What the pages of a run have at their top.
 *
 * @param row the run as the list has it
 * @param note why it waits or ended so; empty if there is no more to say
 * @param attempt from 1
 * @param live whether the page follows what happens
 * @param mayCancel whether the viewer may stop it, and there is something to stop
 * @param mayRerun whether the viewer may run it again, and it has ended
 * @param mayRelease whether the viewer may let it go, and it is held
 * @param csrf what a form sends along
 */
record RunHead(
    RunRow row,
    String note,
    int attempt,
    boolean live,
    boolean mayCancel,
    boolean mayRerun,
    boolean mayRelease,
    String csrf) {
  String address() {
    return row.address();
  }

  /** The picture of the browser's tab. */
  String icon() {
    return Assets.icon(row.status().tone());
  }
}
