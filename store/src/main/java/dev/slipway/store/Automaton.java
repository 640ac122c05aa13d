package dev.slipway.store;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * An Aho-Corasick automaton over a set of byte strings; immutable.
 *
 * <p>States are numbered breadth first. Nearly all of them have one child, kept as its byte and
 * number; one with more has a row of 256. So memory grows with the length of the strings, not with
 * their length times the alphabet, and following the fall-backs costs at most one step more for
 * each step made.
 */
final class Automaton {
  /** The state before the first byte of anything. */
  static final int ROOT = 0;

  private static final int NONE = -1;
  private static final int ROW = -2;

  private final int[] label;
  private final int[] target;
  private final int[] rows;
  private final int[] fallback;
  private final int[] depth;
  private final int[] open;
  private final int[] matched;
  private final int longest;
  private final Prefilter prefilter;

  private Automaton(AutomatonTrie trie, Prefilter prefilter) {
    this.prefilter = prefilter;
    this.longest = trie.longest();
    int[] order = trie.breadthFirst();
    int[] number = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      number[order[i]] = i;
    }
    label = new int[order.length];
    target = new int[order.length];
    rows = new int[256 * trie.branching()];
    depth = new int[order.length];
    open = new int[order.length];
    matched = new int[order.length];
    fallback = new int[order.length];
    link(trie, order, number);
    fallBack(trie, order, number);
  }

  /** The automaton of {@code strings}, one character a byte, none of them empty. */
  static Automaton of(Set<String> strings) {
    byte[][] patterns = new byte[strings.size()][];
    int count = 0;
    for (String string : strings) {
      patterns[count++] = string.getBytes(StandardCharsets.ISO_8859_1);
    }
    return new Automaton(AutomatonTrie.of(patterns), Prefilter.of(patterns));
  }

  /** Whether nothing is ever matched. */
  boolean isEmpty() {
    return longest == 0;
  }

  /** The length of the longest string. */
  int longest() {
    return longest;
  }

  /** The first place in {@code bytes[from, to]} where a string may begin. */
  int skip(byte[] bytes, int from, int to) {
    return prefilter.skip(bytes, from, to);
  }

  /** The state after {@code value}. */
  int next(int state, byte value) {
    int wanted = value & 0xFF;
    int at = state;
    while (true) {
      int child = child(at, wanted);
      if (child != ROOT || at == ROOT) {
        return child;
      }
      at = fallback[at];
    }
  }

  /** How many of the last bytes may be the beginning of a string that is not whole yet. */
  int open(int state) {
    return open[state];
  }

  /** The length of the longest string that ends here, or 0. */
  int matched(int state) {
    return matched[state];
  }

  /** The child of a state; the root, which is nobody's child, when there is none. */
  private int child(int state, int value) {
    int only = label[state];
    if (only == value) {
      return target[state];
    }
    if (only == ROW) {
      return rows[target[state] + value];
    }
    return ROOT;
  }

  private void link(AutomatonTrie trie, int[] order, int[] number) {
    int row = 0;
    for (int state = 0; state < order.length; state++) {
      int first = trie.firstChild(order[state]);
      if (first == AutomatonTrie.NONE) {
        label[state] = NONE;
      } else if (trie.sibling(first) == AutomatonTrie.NONE) {
        label[state] = trie.label(first);
        target[state] = number[first];
      } else {
        label[state] = ROW;
        target[state] = row;
        for (int child = first; child != AutomatonTrie.NONE; child = trie.sibling(child)) {
          rows[row + trie.label(child)] = number[child];
        }
        row += 256;
      }
    }
  }

  private void fallBack(AutomatonTrie trie, int[] order, int[] number) {
    for (int state = 0; state < order.length; state++) {
      int node = order[state];
      open[state] = label[state] == NONE ? open[fallback[state]] : depth[state];
      if (trie.ends(node)) {
        matched[state] = depth[state];
      } else {
        matched[state] = matched[fallback[state]];
      }
      for (int child = trie.firstChild(node);
          child != AutomatonTrie.NONE;
          child = trie.sibling(child)) {
        int below = number[child];
        depth[below] = depth[state] + 1;
        if (state != ROOT) {
          fallback[below] = next(fallback[state], (byte) trie.label(child));
        }
      }
    }
  }
}
