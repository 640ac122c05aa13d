package dev.slipway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretStoreTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2027-01-02T03:04:05Z"));
  private static final Optional<String> ALL = Optional.empty();
  private static final Optional<String> STAGING = Optional.of("staging");

  @TempDir Path folder;

  private SecretStore store() {
    return SecretStore.open(folder, Optional.empty(), CLOCK);
  }

  private SecretStore store(String key) {
    return SecretStore.open(folder, Optional.of(Secret.of(key)), CLOCK);
  }

  private static String key(int filler) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) filler);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String value(SecretStore store, String environment, String name) {
    return Optional.ofNullable(store.effective(environment).get(name))
        .orElseThrow()
        .value()
        .reveal();
  }

  private static void isRefused(ThrowingCallable call, ErrorCode code, String text) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SlipwayException.class, fault -> assertThat(fault.code()).isEqualTo(code))
        .hasMessageContaining(text);
  }

  @Test
  void givesBackWhatWasStored() {
    store().set(ALL, "TOKEN", Secret.of("hunter2 grüße\nsecond line"));

    assertThat(value(store(), "any", "TOKEN")).isEqualTo("hunter2 grüße\nsecond line");
  }

  @Test
  void theSecretOfAnEnvironmentWinsThereAndNowhereElse() {
    SecretStore store = store();
    store.set(STAGING, "TOKEN", Secret.of("of-staging"));
    store.set(ALL, "TOKEN", Secret.of("of-all"));

    assertThat(value(store, "staging", "TOKEN")).isEqualTo("of-staging");
    assertThat(value(store, "production", "TOKEN")).isEqualTo("of-all");
  }

  @Test
  void countsVersionsAndUsesTheNewest() {
    SecretStore store = store();
    for (int version = 1; version <= 12; version++) {
      SecretLabel label = store.set(ALL, "TOKEN", Secret.of("value-" + version));
      assertThat(label.version()).isEqualTo(version);
    }

    assertThat(value(store, "any", "TOKEN")).isEqualTo("value-12");
    assertThat(store.values()).hasSize(SecretStore.VERSIONS).doesNotContain(Secret.of("value-2"));
    assertThat(store.list()).containsExactly(new SecretLabel(ALL, "TOKEN", 12, CLOCK.instant()));
  }

  @Test
  void forgetsASecretOfOneScopeOnly() {
    SecretStore store = store();
    store.set(STAGING, "TOKEN", Secret.of("of-staging"));
    store.set(ALL, "TOKEN", Secret.of("of-all"));

    assertThat(store.remove(STAGING, "TOKEN")).isTrue();
    assertThat(store.remove(STAGING, "TOKEN")).isFalse();
    assertThat(value(store, "staging", "TOKEN")).isEqualTo("of-all");
  }

  @Test
  void writesNoValueInAnyForm() throws IOException {
    SecretStore store = store();
    store.set(ALL, "TOKEN", Secret.of("correct-horse-battery"));
    store.rotate(Optional.empty());

    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        for (String form : SecretForms.of("correct-horse-battery")) {
          assertThat(bytes).as(file.toString()).doesNotContain(form);
        }
      }
    }
  }

  @Test
  void onlyTheOwnerMayReadWhatItWrites() throws IOException {
    store().set(ALL, "TOKEN", Secret.of("x"));

    for (String name : List.of("secrets", "secret.key")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void refusesAKeyFileOthersMayRead() throws IOException {
    store().set(ALL, "TOKEN", Secret.of("x"));
    Files.setPosixFilePermissions(
        folder.resolve("secret.key"), PosixFilePermissions.fromString("rw-r--r--"));

    isRefused(() -> store().effective("any"), ErrorCode.REFUSED, "chmod 600");
  }

  @Test
  void listsWithoutAKeyAndOpensNothingWithoutIt() throws IOException {
    store().set(ALL, "TOKEN", Secret.of("x"));
    Files.delete(folder.resolve("secret.key"));

    assertThat(store().list()).hasSize(1);
    isRefused(() -> store().effective("any"), ErrorCode.INVALID_INPUT, "bring back that key");
  }

  @Test
  void takesTheKeyFromOutsideAndWritesItNowhere() throws IOException {
    store(key(1)).set(ALL, "TOKEN", Secret.of("x"));

    assertThat(value(store(key(1)), "any", "TOKEN")).isEqualTo("x");
    assertThat(folder.resolve("secret.key")).doesNotExist();
    isRefused(() -> store(key(2)).effective("any"), ErrorCode.INVALID_INPUT, "SLIPWAY_KEY");
  }

  @Test
  void neverQuotesAKeyThatIsNone() {
    assertThatThrownBy(() -> store("hunter2").set(ALL, "TOKEN", Secret.of("x")))
        .hasMessageContaining("openssl rand -base64 32")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void rotationSealsEverythingWithANewKeyOfTheFile() throws IOException {
    SecretStore store = store();
    store.set(ALL, "A", Secret.of("first"));
    store.set(ALL, "A", Secret.of("second"));
    store.set(STAGING, "B", Secret.of("third"));
    String keyBefore = Files.readString(folder.resolve("secret.key"));
    String sealedBefore = Files.readString(folder.resolve("secrets"));

    assertThat(store.rotate(Optional.empty())).isEqualTo(3);

    assertThat(Files.readString(folder.resolve("secret.key")))
        .hasLineCount(1)
        .isNotEqualTo(keyBefore);
    assertThat(Files.readString(folder.resolve("secrets"))).isNotEqualTo(sealedBefore);
    assertThat(value(store(), "staging", "A")).isEqualTo("second");
    assertThat(value(store(), "staging", "B")).isEqualTo("third");
    assertThat(store().values()).hasSize(3);
  }

  @Test
  void opensSecretsOfARotationThatStoppedHalfway() throws IOException {
    store().set(ALL, "A", Secret.of("first"));
    String oldKey = Files.readString(folder.resolve("secret.key"));

    new PrivateFile(folder.resolve("secret.key")).write(key(7) + "\n" + oldKey);

    assertThat(value(store(), "any", "A")).isEqualTo("first");
    assertThat(store().rotate(Optional.empty())).isEqualTo(1);
    assertThat(value(store(), "any", "A")).isEqualTo("first");
  }

  @Test
  void rotationOfAGivenKeyWantsTheNewOne() {
    store(key(1)).set(ALL, "A", Secret.of("x"));

    isRefused(
        () -> store(key(1)).rotate(Optional.empty()), ErrorCode.INVALID_INPUT, "SLIPWAY_NEW_KEY");
    store(key(1)).rotate(Optional.of(Secret.of(key(2))));

    assertThat(value(store(key(2)), "any", "A")).isEqualTo("x");
    isRefused(() -> store(key(1)).effective("any"), ErrorCode.INVALID_INPUT, "sealed with key");
  }

  @Test
  void noticesAValueThatWasMovedToAnotherName() throws IOException {
    store().set(ALL, "PUBLIC", Secret.of("x"));
    Path file = folder.resolve("secrets");
    Files.writeString(file, Files.readString(file).replace("PUBLIC", "ADMIN"));

    isRefused(() -> store().effective("any"), ErrorCode.CORRUPT, "ADMIN was changed");
  }

  @Test
  void namesTheDamagedLine() throws IOException {
    store().set(ALL, "A", Secret.of("x"));
    Path file = folder.resolve("secrets");

    Files.writeString(file, Files.readString(file) + "half a li");
    isRefused(() -> store().list(), ErrorCode.CORRUPT, "secrets:3: the line is damaged");
    Files.writeString(file, "");
    isRefused(() -> store().list(), ErrorCode.CORRUPT, "no file of secrets");
  }

  @Test
  void losesNothingWhenManyWriteAtOnce() throws InterruptedException {
    List<Callable<SecretLabel>> writes =
        IntStream.range(0, 20)
            .mapToObj(number -> "NAME_" + number)
            .<Callable<SecretLabel>>map(name -> () -> store().set(ALL, name, Secret.of(name)))
            .toList();
    try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
      tasks.invokeAll(writes);
    }

    assertThat(store().effective("any")).hasSize(20);
  }

  @Test
  void refusesNamesThatAreNone() {
    for (String name : List.of("", "1A", "A-B", "A B", "Ä")) {
      assertThat(SecretLabel.isName(name)).as(name).isFalse();
      assertThatThrownBy(() -> store().set(ALL, name, Secret.of("x")))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void theKeyDoesNotPrint() {
    CipherKey key = CipherKey.random();

    assertThat(key.toString()).doesNotContain(key.text());
  }
}
