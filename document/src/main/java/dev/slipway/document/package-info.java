/**
 * Documents that know where every value stands, and what is wrong with them.
 *
 * <p>Entry types: {@link dev.slipway.document.Document}, {@link dev.slipway.document.Node}, {@link
 * dev.slipway.document.Position}, {@link dev.slipway.document.Schema}, {@link
 * dev.slipway.document.Problem}. May import a YAML parser and nothing else. Invariant: every node
 * carries the file, line and column (1-based) where it began; a reader reports all problems of a
 * document at once and never throws for bad input.
 */
@NullMarked
package dev.slipway.document;

import org.jspecify.annotations.NullMarked;
