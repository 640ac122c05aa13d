package dev.slipway.server.git;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.errors.UnpackException;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.ServiceMayNotContinueException;
import org.eclipse.jgit.transport.UploadPack;

/**
 * Serves pushes and fetches in the terms of git's smart protocol over HTTP (gitprotocol-http), as
 * plain streams. Safe for use by many threads; blocks the caller as long as a transfer takes.
 */
public final class GitHosting {
  private static final int TIMEOUT_SECONDS = 120;

  private final Repositories repositories;
  private final PushRecord record;
  private final ReceiveLimits limits;
  private final Semaphore receiving;

  /** Serves these repositories; what moved goes to the record. */
  public GitHosting(Repositories repositories, PushRecord record, ReceiveLimits limits) {
    this.repositories = repositories;
    this.record = record;
    this.limits = limits;
    this.receiving = new Semaphore(limits.concurrent(), true);
  }

  /**
   * Writes what {@code GET …/info/refs?service=…} answers with: the references of a repository.
   *
   * @param protocol the client's {@code Git-Protocol} header
   * @throws SlipwayException NOT_FOUND when there is no such repository
   * @throws IOException when the client is gone
   */
  public void advertise(
      RepositoryId id, GitService service, Optional<String> protocol, OutputStream out)
      throws IOException {
    OpenRepository repository = repositories.open(id);
    PacketLineOut lines = new PacketLineOut(out);
    lines.setFlushOnEnd(false);
    PacketLineOutRefAdvertiser advertiser = new PacketLineOutRefAdvertiser(lines);
    switch (service) {
      case UPLOAD_PACK -> {
        try (UploadPack sending = sending(repository, protocol)) {
          sending.sendAdvertisedRefs(advertiser, service.text());
        }
      }
      case RECEIVE_PACK -> {
        lines.writeString("# service=" + service.text() + "\n");
        lines.end();
        new Receiving(repository, "", limits, pushes -> {}).sendAdvertisedRefs(advertiser);
      }
    }
    out.flush();
  }

  /**
   * Answers a fetch: {@code POST …/git-upload-pack}.
   *
   * @param in the request, unpacked
   * @throws SlipwayException NOT_FOUND when there is no such repository
   * @throws IOException when the client is gone or says what it must not
   */
  public void fetch(RepositoryId id, Optional<String> protocol, InputStream in, OutputStream out)
      throws IOException {
    try (UploadPack sending = sending(repositories.open(id), protocol)) {
      sending.uploadWithExceptionPropagation(in, out, null);
    } catch (ServiceMayNotContinueException | PackProtocolException told) {
      // The client was told in the protocol's own words.
    }
    out.flush();
  }

  /**
   * Receives a push: {@code POST …/git-receive-pack}. What it moved is recorded when this returns,
   * and before the client hears of it.
   *
   * @param pusher the name of who pushes
   * @param in the request, unpacked
   * @throws SlipwayException NOT_FOUND when there is no such repository, TIMED_OUT when too many
   *     push at the same time; what fails later is told to the client
   * @throws IOException when the client is gone
   */
  public void receive(RepositoryId id, String pusher, InputStream in, OutputStream out)
      throws IOException {
    OpenRepository repository = repositories.open(id);
    takeTurn();
    try {
      Receiving push =
          new Receiving(repository, pusher, limits, moved -> record.add(repository, moved));
      receive(push, new PackGuard(in, limits.objects()), out);
    } finally {
      receiving.release();
    }
    out.flush();
  }

  private static void receive(Receiving push, InputStream in, OutputStream out) throws IOException {
    try {
      push.receiveWithExceptionPropagation(in, out, null);
    } catch (UnpackException | PackProtocolException told) {
      // The client was told in the protocol's own words; the rest of what it sends is of no use.
    }
  }

  private void takeTurn() {
    try {
      if (receiving.tryAcquire(limits.patience().toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new SlipwayException(
        ErrorCode.TIMED_OUT, "too many pushes are received at the same time; push again");
  }

  private static UploadPack sending(OpenRepository repository, Optional<String> protocol) {
    UploadPack sending = new UploadPack(repository.files());
    sending.setBiDirectionalPipe(false);
    sending.setTimeout(TIMEOUT_SECONDS);
    sending.setRefFilter(RefRules::visible);
    // A run fetches the commit it is for by its id, which may no longer be at the tip of a branch.
    sending.setRequestPolicy(UploadPack.RequestPolicy.REACHABLE_COMMIT);
    protocol.ifPresent(text -> sending.setExtraParameters(List.of(text.split(":", -1))));
    return sending;
  }
}
