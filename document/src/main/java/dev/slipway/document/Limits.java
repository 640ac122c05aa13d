package dev.slipway.document;

/**
 * How large and how deep a document may be, and whether it may use anchors: what keeps a hostile
 * file from costing more than a glance.
 *
 * @param characters length of the text
 * @param depth sequences and mappings within each other
 * @param nodes values in all, an alias counted as all the values it stands for
 * @param anchors whether anchors and aliases are accepted
 */
public record Limits(int characters, int depth, int nodes, boolean anchors) {
  /** 4 Mi characters, 100 levels, 2,000,000 values, anchors accepted. */
  public static final Limits DEFAULT = new Limits(4 << 20, 100, 2_000_000, true);

  /** These limits with another length of the text. */
  public Limits withCharacters(int most) {
    return new Limits(most, depth, nodes, anchors);
  }

  /** These limits with anchors and aliases refused. */
  public Limits withoutAnchors() {
    return new Limits(characters, depth, nodes, false);
  }
}
