/**
 * Signals, apart from everything else because the compiler's warning about them cannot be silenced
 * in code and the rooms are compiled with warnings as errors.
 *
 * <p>Entry type: {@link dev.slipway.signals.Signals}. Imports nothing but the JDK; only cli may
 * import it.
 */
@NullMarked
package dev.slipway.signals;

import org.jspecify.annotations.NullMarked;
