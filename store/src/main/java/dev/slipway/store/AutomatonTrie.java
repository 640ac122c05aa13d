package dev.slipway.store;

import java.util.Arrays;

/**
 * The prefix tree an {@link Automaton} is made from: nodes in growing arrays, children as lists.
 */
final class AutomatonTrie {
  static final int NONE = -1;

  private int[] firstChild = new int[256];
  private int[] sibling = new int[256];
  private byte[] label = new byte[256];
  private boolean[] ends = new boolean[256];
  private int count = 1;
  private int longest;
  private int branching;

  private AutomatonTrie() {
    firstChild[0] = NONE;
    sibling[0] = NONE;
  }

  static AutomatonTrie of(byte[][] patterns) {
    AutomatonTrie trie = new AutomatonTrie();
    for (byte[] pattern : patterns) {
      trie.insert(pattern);
    }
    return trie;
  }

  int firstChild(int node) {
    return firstChild[node];
  }

  int sibling(int node) {
    return sibling[node];
  }

  int label(int node) {
    return label[node] & 0xFF;
  }

  /** Whether a pattern ends at {@code node}. */
  boolean ends(int node) {
    return ends[node];
  }

  /** The length of the longest pattern. */
  int longest() {
    return longest;
  }

  /** The number of nodes with more than one child. */
  int branching() {
    return branching;
  }

  /** All nodes, the root first, parents before children, by depth. */
  int[] breadthFirst() {
    int[] order = new int[count];
    int end = 1;
    for (int i = 0; i < end; i++) {
      for (int child = firstChild[order[i]]; child != NONE; child = sibling[child]) {
        order[end++] = child;
      }
    }
    return order;
  }

  private void insert(byte[] pattern) {
    int node = 0;
    for (byte value : pattern) {
      node = childOf(node, value);
    }
    ends[node] = true;
    longest = Math.max(longest, pattern.length);
  }

  private int childOf(int node, byte value) {
    for (int child = firstChild[node]; child != NONE; child = sibling[child]) {
      if (label[child] == value) {
        return child;
      }
    }
    if (count == label.length) {
      grow();
    }
    int child = count++;
    label[child] = value;
    sibling[child] = firstChild[node];
    firstChild[child] = NONE;
    if (firstChild[node] != NONE && sibling[firstChild[node]] == NONE) {
      branching++;
    }
    firstChild[node] = child;
    return child;
  }

  private void grow() {
    int size = 2 * count;
    firstChild = Arrays.copyOf(firstChild, size);
    sibling = Arrays.copyOf(sibling, size);
    label = Arrays.copyOf(label, size);
    ends = Arrays.copyOf(ends, size);
  }
}
