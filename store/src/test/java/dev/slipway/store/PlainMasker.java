package dev.slipway.store;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** What a masker must do, said in the plainest way: look for every form at every place. */
final class PlainMasker {
  private final Set<String> forms = new LinkedHashSet<>();

  PlainMasker(Collection<String> secrets) {
    secrets.forEach(secret -> forms.addAll(SecretForms.of(secret)));
  }

  String mask(String text) {
    String bytes = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    return new String(
        maskBytes(bytes).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** Masks bytes, given and returned as one character each. */
  String maskBytes(String bytes) {
    BitSet covered = new BitSet(bytes.length());
    for (String form : forms) {
      for (int at = bytes.indexOf(form); at >= 0; at = bytes.indexOf(form, at + 1)) {
        covered.set(at, at + form.length());
      }
    }
    StringBuilder masked = new StringBuilder();
    boolean within = false;
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      boolean hidden = covered.get(i) && c != '\n' && c != '\r';
      if (!hidden) {
        masked.append(c);
      } else if (!within) {
        masked.append("***");
      }
      within = hidden;
    }
    return masked.toString();
  }
}
