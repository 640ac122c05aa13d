package dev.slipway.store;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Hides secrets in text, in every form of {@link SecretForms}; safe for use by many threads.
 *
 * <p>Each stretch of text that secrets cover becomes one {@code ***}, however many of them overlap
 * or touch there; line breaks within it stay. A secret of a single character is masked too, as on
 * GitHub, and takes all its occurrences with it; white space alone is never masked.
 */
public final class Masker {
  private final Set<String> forms = new LinkedHashSet<>();
  private volatile Automaton automaton = Automaton.of(Set.of());
  private volatile boolean stale;

  /** A masker that knows no secret yet. */
  public Masker() {}

  /** Hides {@code secret} from now on; streams in progress do so from their next write on. */
  public void add(Secret secret) {
    Set<String> more = SecretForms.of(secret.reveal());
    synchronized (forms) {
      if (forms.addAll(more)) {
        stale = true;
      }
    }
  }

  /** Hides all {@code secrets} from now on. */
  public void addAll(Collection<Secret> secrets) {
    secrets.forEach(this::add);
  }

  /** {@code text} without its secrets; the same text when it holds none. */
  public String mask(String text) {
    if (current().isEmpty() || text.isEmpty()) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream masked = new ByteArrayOutputStream(bytes.length);
    MaskingSink sink = stream(masked::write);
    sink.write(bytes, 0, bytes.length);
    sink.flush();
    if (!sink.hasMasked()) {
      return text;
    }
    return masked.toString(StandardCharsets.UTF_8);
  }

  /** A stream that passes what it is given on to {@code to}, without the secrets. */
  public MaskingSink stream(ByteSink to) {
    return new MaskingSink(this, to);
  }

  /** The automaton of all secrets added so far. */
  Automaton current() {
    if (stale) {
      synchronized (forms) {
        if (stale) {
          automaton = Automaton.of(forms);
          stale = false;
        }
      }
    }
    return automaton;
  }
}
