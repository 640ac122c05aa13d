package dev.slipway.router;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import io.netty.handler.ssl.SslContext;
import io.netty.util.Mapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The certificates in use, picked by the host a client names; safe for use by any thread.
 *
 * <p>The files are looked at again and again: a renewed certificate serves the next handshake,
 * connections that are open go on with theirs, and files that are half-written or wrong leave the
 * old certificate in use.
 */
final class TlsStore implements Mapping<String, SslContext>, AutoCloseable {
  private final List<TlsFiles> files;
  private final Consumer<String> notice;
  private volatile List<TlsCertificate> certificates;
  private List<String> seen;
  private @Nullable Thread watcher;

  /**
   * Reads all of them; the first is for clients that name no host, or an unknown one.
   *
   * @param notice is told what a person should know about later changes
   */
  TlsStore(List<TlsFiles> files, Consumer<String> notice) {
    if (files.isEmpty()) {
      throw new SlipwayException(
          ErrorCode.USAGE, "HTTPS needs at least one --certificate CHAIN.pem:KEY.pem");
    }
    this.files = List.copyOf(files);
    this.notice = notice;
    this.seen = stamps();
    this.certificates = this.files.stream().map(TlsCertificate::read).toList();
  }

  /** Looks at the files every {@code interval} from now on. */
  void watch(Duration interval) {
    watcher =
        Thread.ofVirtual()
            .name("certificates")
            .start(
                () -> {
                  try {
                    while (true) {
                      Thread.sleep(interval);
                      reloadChanged();
                    }
                  } catch (InterruptedException closed) {
                    Thread.currentThread().interrupt();
                  }
                });
  }

  /** The certificates in use. */
  List<TlsCertificate> certificates() {
    return certificates;
  }

  @Override
  public SslContext map(@Nullable String host) {
    List<TlsCertificate> now = certificates;
    if (host != null) {
      for (TlsCertificate certificate : now) {
        if (certificate.covers(host)) {
          return certificate.context();
        }
      }
    }
    return now.getFirst().context();
  }

  /** Reads the files anew when one of them changed. */
  synchronized void reloadChanged() {
    List<String> now = stamps();
    if (now.equals(seen)) {
      return;
    }
    try {
      List<TlsCertificate> fresh = new ArrayList<>();
      for (TlsFiles pair : files) {
        fresh.add(TlsCertificate.read(pair));
      }
      certificates = List.copyOf(fresh);
      seen = now;
      notice.accept("certificates read again; the first expires " + fresh.getFirst().expires());
    } catch (SlipwayException unusable) {
      // Chain and key are two files: between their two writes they do not fit each other.
      seen = now;
      notice.accept("the old certificates stay in use: " + unusable.getMessage());
    }
  }

  private List<String> stamps() {
    List<String> stamps = new ArrayList<>();
    for (TlsFiles pair : files) {
      stamps.add(stamp(pair.chain()) + " " + stamp(pair.key()));
    }
    return stamps;
  }

  private static String stamp(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.fileKey() + "/" + attributes.lastModifiedTime() + "/" + attributes.size();
    } catch (IOException absent) {
      return "absent";
    }
  }

  @Override
  public void close() {
    Thread running = watcher;
    if (running != null) {
      running.interrupt();
    }
  }
}
