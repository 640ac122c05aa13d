package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The secrets of a project at rest: sealed with AES-256-GCM in one file, the key in another or in
 * the environment; safe for use by many threads and processes.
 *
 * <p>Names, environments and versions are readable without the key; values never are. Each change
 * replaces the file as a whole, so a crash leaves the old or the new secrets.
 */
public final class SecretStore {
  /** How many versions of a secret are kept. */
  static final int VERSIONS = 10;

  private static final String HEADER = "slipway-secrets 1";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final int LONGEST_VALUE = 1 << 20;

  private final PrivateFile file;
  private final KeyRing keys;
  private final InstantSource clock;

  private SecretStore(PrivateFile file, KeyRing keys, InstantSource clock) {
    this.file = file;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * The secrets of a state folder, which need not be there yet: {@code secrets} and {@code
   * secret.key}.
   *
   * @param key what {@code SLIPWAY_KEY} holds: 32 bytes in Base64; empty to use the file
   */
  public static SecretStore open(Path folder, Optional<Secret> key, InstantSource clock) {
    KeyRing ring = new KeyRing(new PrivateFile(folder.resolve("secret.key")), key);
    return new SecretStore(new PrivateFile(folder.resolve("secrets")), ring, clock);
  }

  /**
   * Stores a value as the newest version of a secret.
   *
   * @param scope the environment it is for; empty for all
   */
  public SecretLabel set(Optional<String> scope, String name, Secret value) {
    if (value.reveal().length() > LONGEST_VALUE) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT,
          name + ": a secret has at most " + LONGEST_VALUE + " characters");
    }
    List<SecretLabel> made = new ArrayList<>();
    change(
        before -> {
          int version = newest(before, scope, name) + 1;
          SecretLabel label = new SecretLabel(scope, name, version, clock.instant());
          made.add(label);
          List<SealedSecret> after = new ArrayList<>(before);
          after.removeIf(
              one ->
                  one.label().isSameSecret(label) && one.label().version() <= version - VERSIONS);
          after.add(SealedSecret.seal(label, value, keys.current()));
          return after;
        });
    return made.getFirst();
  }

  private static int newest(List<SealedSecret> all, Optional<String> scope, String name) {
    return all.stream()
        .map(SealedSecret::label)
        .filter(label -> label.name().equals(name) && label.scope().equals(scope))
        .mapToInt(SecretLabel::version)
        .max()
        .orElse(0);
  }

  /** Forgets a secret with all its versions; whether there was one. */
  public boolean remove(Optional<String> scope, String name) {
    List<SealedSecret> gone = new ArrayList<>();
    change(
        before -> {
          List<SealedSecret> after = new ArrayList<>();
          for (SealedSecret one : before) {
            SecretLabel label = one.label();
            if (label.name().equals(name) && label.scope().equals(scope)) {
              gone.add(one);
            } else {
              after.add(one);
            }
          }
          return after;
        });
    return !gone.isEmpty();
  }

  /** The newest version of every secret, by name and environment; needs no key. */
  public List<SecretLabel> list() {
    return newest(read()).stream().map(SealedSecret::label).toList();
  }

  private static List<SealedSecret> newest(List<SealedSecret> all) {
    Map<String, SealedSecret> newest = new TreeMap<>();
    for (SealedSecret one : all) {
      String key = one.label().name() + ' ' + one.label().scope().orElse("");
      newest.merge(key, one, SecretStore::newer);
    }
    return List.copyOf(newest.values());
  }

  private static SealedSecret newer(SealedSecret left, SealedSecret right) {
    if (left.label().version() > right.label().version()) {
      return left;
    }
    return right;
  }

  /**
   * What holds in an environment: its own secrets, and those for all that it has none of its own
   * of.
   */
  public Map<String, StoredSecret> effective(String environment) {
    Map<String, SealedSecret> chosen = new TreeMap<>();
    for (SealedSecret one : newest(read())) {
      Optional<String> scope = one.label().scope();
      boolean own = scope.equals(Optional.of(environment));
      if (own || (scope.isEmpty() && !chosen.containsKey(one.label().name()))) {
        chosen.put(one.label().name(), one);
      }
    }
    Map<String, StoredSecret> opened = new TreeMap<>();
    chosen.forEach((name, one) -> opened.put(name, open(one)));
    return Collections.unmodifiableMap(opened);
  }

  /** Every value there is, older versions too: what output may never show. */
  public List<Secret> values() {
    return read().stream().map(one -> open(one).value()).toList();
  }

  private StoredSecret open(SealedSecret one) {
    return new StoredSecret(one.label(), one.open(keys.find(one.key())));
  }

  /**
   * Seals every secret with another key; answers how many versions that were.
   *
   * @param next the new key when keys come from the environment; empty to make one for the file
   */
  public int rotate(Optional<Secret> next) {
    if (keys.isGiven() && next.isEmpty()) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT,
          "the key comes from SLIPWAY_KEY, so the new one has to come from SLIPWAY_NEW_KEY; make it"
              + " with 'openssl rand -base64 32' and afterwards set SLIPWAY_KEY to it");
    }
    CipherKey fresh =
        next.map(key -> KeyRing.parse(key.reveal(), "SLIPWAY_NEW_KEY"))
            .orElseGet(CipherKey::random);
    List<SealedSecret> sealed = new ArrayList<>();
    change(
        before -> {
          List<StoredSecret> opened = before.stream().map(this::open).toList();
          if (!keys.isGiven()) {
            List<CipherKey> both = new ArrayList<>(List.of(fresh));
            both.addAll(keys.keys());
            keys.keep(both);
          }
          opened.forEach(one -> sealed.add(SealedSecret.seal(one.label(), one.value(), fresh)));
          return sealed;
        });
    if (!keys.isGiven()) {
      keys.keep(List.of(fresh));
    }
    return sealed.size();
  }

  private void change(UnaryOperator<List<SealedSecret>> how) {
    try (AppenderLock held = lock()) {
      Objects.requireNonNull(held);
      StringBuilder text = new StringBuilder(HEADER).append('\n');
      how.apply(read()).forEach(one -> text.append(one.line()).append('\n'));
      file.write(text.toString());
    }
  }

  private AppenderLock lock() {
    createFolder();
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        return AppenderLock.take(file.path());
      } catch (SlipwayException taken) {
        if (Instant.now().isAfter(deadline)) {
          throw taken;
        }
        pause();
      }
    }
  }

  private void createFolder() {
    try {
      Files.createDirectories(file.path().toAbsolutePath().getParent());
    } catch (IOException refused) {
      throw new SlipwayException(
          ErrorCode.MACHINE, file.path() + ": its folder cannot be made", refused);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new SlipwayException(ErrorCode.TIMED_OUT, "interrupted while waiting", interrupted);
    }
  }

  private List<SealedSecret> read() {
    Optional<String> text = file.read();
    if (text.isEmpty()) {
      return List.of();
    }
    List<String> lines = text.get().lines().toList();
    if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
      throw new SlipwayException(
          ErrorCode.CORRUPT, file.path() + ": this is no file of secrets of this version");
    }
    List<SealedSecret> secrets = new ArrayList<>();
    for (int index = 1; index < lines.size(); index++) {
      secrets.add(parse(lines.get(index), index + 1));
    }
    return secrets;
  }

  private SealedSecret parse(String line, int number) {
    try {
      return SealedSecret.parse(line);
    } catch (IllegalArgumentException | DateTimeException wrong) {
      throw new SlipwayException(
          ErrorCode.CORRUPT,
          file.path() + ":" + number + ": the line is damaged; take the file from a backup",
          wrong);
    }
  }
}
