/**
 * The pages of the server, made here whole and readable without JavaScript.
 *
 * <p>A handler asks the projections, makes a {@link dev.slipway.server.web.Page} of what it learns,
 * and {@link dev.slipway.server.web.Pages} writes it with the jte template of the same name ({@code
 * src/main/jte}, compiled with the build). Templates decide nothing: what a page says stands in its
 * record. Whatever somebody else wrote (branch names, messages, logs, Markdown) is escaped where it
 * is written, and no page holds a script or a style of its own.
 */
@NullMarked
package dev.slipway.server.web;

import org.jspecify.annotations.NullMarked;
