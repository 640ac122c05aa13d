package dev.slipway.deliver.build;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.BlobStore;
import dev.slipway.store.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The releases of a project with their files, below its state folder; safe for use by many threads
 * and processes at once.
 *
 * <p>Archives lie in a {@link BlobStore}, records beside them. What is placed is unpacked once, and
 * shared: a component's folder is made of second names of the files of its layers.
 */
public final class ReleaseStore {
  private static final String ENDING = ".json";
  private static final int SHORTEST = 4;

  private final Path root;
  private final BlobStore blobs;
  private final ReleasePlaces places;
  private final EvidenceFiles evidence;
  private final InstantSource clock;

  private ReleaseStore(Path root, InstantSource clock) {
    this.root = root;
    this.clock = clock;
    this.evidence = new EvidenceFiles(root);
    this.blobs = new BlobStore(root.resolve("blobs"), BlobStore.Durability.POWER_CUT, clock);
    this.places = new ReleasePlaces(root, blobs, clock);
  }

  /** The releases below the state folder of a project ({@code .slipway}). */
  public static ReleaseStore in(Path stateFolder, InstantSource clock) {
    return new ReleaseStore(stateFolder.toAbsolutePath().normalize().resolve("releases"), clock);
  }

  /** Where the archives of layers are; what is uploaded goes here. */
  public BlobStore blobs() {
    return blobs;
  }

  /**
   * Adds a release whose archives are all here; one that is there already stays as it is, with the
   * time it was first built at, and learns its branch if that was not known. Either way it is the
   * newest now for {@link #retain}.
   *
   * @throws SlipwayException NOT_FOUND when an archive is missing
   */
  public Release add(Release release) {
    for (Digest missing : missing(release)) {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND,
          "Release "
              + release.id().label()
              + " cannot be added: its archive "
              + missing
              + " is not in the blob store; upload it first");
    }
    Release added =
        find(release.id()).map(known -> known.on(release.source().branch())).orElse(release);
    new StateFile(record(release.id())).write(ReleaseFormat.encode(added));
    return added;
  }

  /** The archives of a release that are not here. */
  public List<Digest> missing(Release release) {
    return release.components().stream()
        .flatMap(component -> component.layers().stream())
        .map(Layer::archive)
        .distinct()
        .filter(archive -> blobs.find(archive).isEmpty())
        .toList();
  }

  /** The release of that id, if it is here. */
  public Optional<Release> find(ReleaseId id) {
    Path file = record(id);
    return new StateFile(file).read().map(bytes -> ReleaseFormat.release(bytes, file.toString()));
  }

  /**
   * The release whose id begins with what a person typed, at least four digits.
   *
   * @throws SlipwayException NOT_FOUND when there is none; INVALID_INPUT when there are several
   */
  public Release named(String typed) {
    List<Release> found =
        typed.length() < SHORTEST
            ? List.of()
            : list().stream().filter(release -> release.id().startsWith(typed)).toList();
    if (found.isEmpty()) {
      throw ReleaseId.unknown(typed);
    }
    if (found.size() > 1) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT,
          "'"
              + typed
              + "' may be any of the releases "
              + String.join(", ", found.stream().map(one -> one.id().label()).toList())
              + "; type more of it");
    }
    return found.getFirst();
  }

  /** All releases, the newest first. */
  public List<Release> list() {
    List<Release> releases = new ArrayList<>();
    for (Path file : records()) {
      new StateFile(file)
          .read()
          .ifPresent(bytes -> releases.add(ReleaseFormat.release(bytes, file.toString())));
    }
    releases.sort(
        Comparator.comparing(Release::built).reversed().thenComparing(one -> one.id().hex()));
    return releases;
  }

  /** Puts the files of a component where processes can run in them; quick when they are there. */
  public PlacedComponent place(BuiltComponent component) {
    return places.place(component);
  }

  /** What {@code to} would change for whom {@code from} serves now. */
  public ReleaseDiff diff(Release from, Release to) {
    return ReleaseDiff.of(from, to, new LayerContents(blobs));
  }

  /** Notes what a run showed about a release; again from the same source takes its place. */
  public void attach(ReleaseId release, Evidence found) {
    evidence.attach(release, found);
  }

  /** What runs showed about a release, the newest last. */
  public List<Evidence> evidence(ReleaseId release) {
    return evidence.of(release);
  }

  /**
   * Removes the releases that are not in use, the {@code keep} that were added last spared, and all
   * files that none of the others needs; answers what was removed.
   */
  public List<Release> retain(int keep, Set<ReleaseId> inUse) {
    List<Release> kept = new ArrayList<>();
    List<Release> removed = new ArrayList<>();
    for (Release release : lastAdded()) {
      if (kept.size() < keep || inUse.contains(release.id())) {
        kept.add(release);
      } else {
        removed.add(release);
      }
    }
    for (Release release : removed) {
      FileTree.delete(record(release.id()));
      evidence.remove(release.id());
    }
    new Retention(this, clock.instant()).sweep(kept);
    return removed;
  }

  /** All releases, the one that was added last first. */
  private List<Release> lastAdded() {
    Map<ReleaseId, Instant> added = new HashMap<>();
    List<Release> releases = new ArrayList<>(list());
    for (Release release : releases) {
      added.put(release.id(), Retention.changed(record(release.id())));
    }
    releases.sort(Comparator.comparing((Release one) -> added.get(one.id())).reversed());
    return releases;
  }

  /** The places of what is unpacked. */
  ReleasePlaces places() {
    return places;
  }

  /** The folder of all this. */
  Path root() {
    return root;
  }

  private Path record(ReleaseId id) {
    return root.resolve("records").resolve(id.hex() + ENDING);
  }

  private List<Path> records() {
    Path folder = root.resolve("records");
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ENDING)).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw FileTree.fault("list", folder, e);
    }
  }
}
