package dev.slipway.machine;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a {@link Keeper} and its process have written down, and what it means. */
record KeeperFolder(Path path) {
  private static final String MARKER = "marker";
  private static final String SIGNAL = "signal";
  private static final String LABELS = "labels";
  private static final String NOTE = "note";
  private static final String KEEPER = "keeper";
  private static final String CHILD = "child";
  private static final String EXIT = "exit";
  private static final String END = "end";
  private static final String STOP = "stop";
  private static final Set<StandardOpenOption> REPLACING =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE,
          StandardOpenOption.TRUNCATE_EXISTING);
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final int IDENTITY_FIELDS = 4;
  private static final int EXIT_FIELDS = 4;

  static KeeperFolder create(Path path, KeptProcess process) {
    KeeperFolder folder = new KeeperFolder(path.toAbsolutePath());
    try {
      Files.createDirectories(folder.path().getParent());
      removeUnfinished(folder);
      Folders.createPrivate(folder.path());
      Files.createFile(folder.errors(), PRIVATE);
      folder.write(SIGNAL, process.stopSignal().name());
      folder.write(LABELS, text(process.labels()));
      folder.write(MARKER, process.spec().owner().marker() + "#" + Folders.uniqueName());
      return folder;
    } catch (FileAlreadyExistsException e) {
      throw new SlipwayException(
          ErrorCode.REFUSED, "There is a keeper in " + folder.path() + " already", e);
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "Cannot make the folder " + folder.path() + ": " + e.getMessage(), e);
    }
  }

  /** Whoever made it died before anything was started. */
  private static void removeUnfinished(KeeperFolder folder) throws IOException {
    if (find(folder.path()).isEmpty()) {
      Folders.delete(folder.path());
    }
  }

  private static String text(Map<String, String> labels) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(labels)
        .forEach((name, value) -> text.append(name).append(' ').append(value).append('\n'));
    return text.toString();
  }

  /** A folder without a marker is none: whoever made it died before anything was started. */
  static Optional<KeeperFolder> find(Path path) {
    KeeperFolder folder = new KeeperFolder(path.toAbsolutePath());
    return folder.read(MARKER).isEmpty() ? Optional.empty() : Optional.of(folder);
  }

  static List<KeeperFolder> all(Path parent) {
    List<KeeperFolder> folders = new ArrayList<>();
    if (!Files.isDirectory(parent)) {
      return folders;
    }
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(parent)) {
      paths.forEach(path -> find(path).ifPresent(folders::add));
      return folders;
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "Cannot read the folder " + parent + ": " + e.getMessage(), e);
    }
  }

  /** What every process of it carries in its environment. */
  String marker() {
    return read(MARKER).orElseThrow(() -> corrupt(MARKER));
  }

  Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>();
    read(LABELS)
        .orElse("")
        .lines()
        .forEach(
            line -> {
              int space = line.indexOf(' ');
              labels.put(line.substring(0, space), line.substring(space + 1));
            });
    return labels;
  }

  Optional<String> note() {
    return read(NOTE);
  }

  void note(String text) {
    try {
      write(NOTE, text);
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  Signal stopSignal() {
    return read(SIGNAL).map(Signal::valueOf).orElse(Signal.TERMINATE);
  }

  /** Where the shell's own complaints go. */
  Path errors() {
    return path.resolve("keeper.errors");
  }

  String errorText() {
    return read("keeper.errors").orElse("it said nothing");
  }

  Optional<ProcessIdentity> keeper() {
    return read(KEEPER).flatMap(ProcessIdentity::parse);
  }

  /** The process, or the one of the last run. */
  Optional<ProcessIdentity> child() {
    return read(CHILD).flatMap(KeeperFolder::identity);
  }

  KeptState state() {
    boolean kept = keeper().filter(this::isAlive).isPresent();
    Optional<ProcessIdentity> child = child();
    Optional<KeptState.LastRun> last = lastRun();
    int restarts = restarts();
    Optional<String> end = read(END);
    if (child.filter(this::isAlive).isPresent()) {
      long pid = child.get().pid();
      return kept
          ? new KeptState.Running(pid, restarts, last)
          : new KeptState.Unkept(pid, restarts, last);
    }
    if (!kept || end.isPresent()) {
      return new KeptState.Ended(
          end.map(KeeperFolder::reason).orElse(KeptState.Reason.LOST), restarts, last);
    }
    if (child.isEmpty()) {
      return new KeptState.Starting(restarts, last);
    }
    return new KeptState.Waiting(restarts, last);
  }

  /** Whether a keeper has done what it begins with. */
  boolean hasBegun(KeeperScript.FirstRun first) {
    if (first.orphan().isPresent()) {
      return keeper().isPresent();
    }
    return (keeper().isPresent() && child().isPresent()) || read(END).isPresent();
  }

  /** Removes what a dead keeper said about itself, before another one takes over its process. */
  void forgetKeeper() {
    delete(KEEPER, END);
  }

  /** Removes what was said about the last run, before the next one. */
  void forgetRun() {
    delete(KEEPER, CHILD, END, STOP);
  }

  /** Says, so that it survives a crash, that the process is to stop. */
  void askToStop() {
    try {
      write(STOP, "");
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  /** Kills whatever carries the marker. */
  void killRest() {
    new ProcessTree(0, 0, marker()).kill();
  }

  void delete() {
    try {
      Folders.delete(path);
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "Cannot remove the folder " + path + ": " + e.getMessage(), e);
    }
  }

  static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean isAlive(ProcessIdentity identity) {
    return switch (identity.state()) {
      case ALIVE -> true;
      case DEAD -> false;
      case UNKNOWN ->
          throw new SlipwayException(
              ErrorCode.REFUSED,
              "The process of "
                  + path
                  + " belongs to another container of this machine: look at it from there");
    };
  }

  private int restarts() {
    return read(CHILD)
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .map(Integer::parseInt)
        .or(() -> lastRun().map(_ -> Integer.parseInt(fields(EXIT).getFirst())))
        .map(run -> run - 1)
        .orElse(0);
  }

  private Optional<KeptState.LastRun> lastRun() {
    List<String> fields = fields(EXIT);
    if (fields.size() != EXIT_FIELDS) {
      return Optional.empty();
    }
    return Optional.of(
        new KeptState.LastRun(
            Integer.parseInt(fields.get(1)),
            Instant.ofEpochSecond(Long.parseLong(fields.get(2))),
            Instant.ofEpochSecond(Long.parseLong(fields.get(3)))));
  }

  private List<String> fields(String name) {
    return read(name).map(line -> List.of(line.split(" ", -1))).orElse(List.of());
  }

  /** An identity, followed by the number of the run. */
  private static Optional<ProcessIdentity> identity(String line) {
    List<String> fields = List.of(line.split(" ", -1));
    if (fields.size() <= IDENTITY_FIELDS) {
      return Optional.empty();
    }
    return ProcessIdentity.parse(String.join(" ", fields.subList(0, IDENTITY_FIELDS)));
  }

  private static KeptState.Reason reason(String word) {
    return KeptState.Reason.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** What a file holds, without the line break; empty also while it is being written. */
  private Optional<String> read(String name) {
    try {
      String text = Files.readString(path.resolve(name)).strip();
      return text.isEmpty() ? Optional.empty() : Optional.of(text);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "Cannot read " + path.resolve(name) + ": " + e.getMessage(), e);
    }
  }

  private void write(String name, String text) throws IOException {
    try (FileChannel file = FileChannel.open(path.resolve(name), REPLACING, PRIVATE)) {
      file.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8)));
      file.force(true);
    }
    try (FileChannel folder = FileChannel.open(path)) {
      folder.force(true);
    }
  }

  private void delete(String... names) {
    try {
      for (String name : names) {
        Files.deleteIfExists(path.resolve(name));
      }
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  private SlipwayException cannotWrite(IOException cause) {
    return new SlipwayException(
        ErrorCode.MACHINE, "Cannot write to " + path + ": " + cause.getMessage(), cause);
  }

  private SlipwayException corrupt(String name) {
    return new SlipwayException(ErrorCode.CORRUPT, "There is no " + path.resolve(name));
  }
}
