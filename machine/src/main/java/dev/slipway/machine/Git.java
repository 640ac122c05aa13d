package dev.slipway.machine;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The git command, asked about one working tree. Thread-safe; each call runs at most a few short
 * processes.
 *
 * <p>A repository is not trusted: its hooks and file system monitor never run, and nothing asks on
 * the terminal.
 */
public final class Git {
  private static final List<String> COMMAND =
      List.of(
          "git",
          "-c",
          "core.fsmonitor=false",
          "-c",
          "core.hooksPath=/dev/null",
          "-c",
          "safe.directory=*");
  private static final Map<String, String> ENVIRONMENT = environment(System.getenv());
  private static final String FORMAT =
      String.join("%x00", "%H", "%T", "%an", "%ae", "%cn", "%ce", "%cI", "%D", "%P", "%B");
  private static final int PARTS = 10;
  private static final String BRANCH_PREFIX = "refs/heads/";
  private static final Duration LONGEST_TRANSFER = Duration.ofMinutes(15);
  private static final String TAG_PREFIX = "tag: refs/tags/";

  private final Path root;

  private Git(Path root) {
    this.root = root;
  }

  /** The working tree that holds a folder; empty when there is none or git is not installed. */
  public static Optional<Git> find(Path folder) {
    Path candidate = folder.toAbsolutePath().normalize();
    while (candidate != null) {
      if (Files.exists(candidate.resolve(".git"))) {
        return Optional.of(new Git(candidate));
      }
      candidate = candidate.getParent();
    }
    return Optional.empty();
  }

  /** A new repository in a folder, with one branch and no commit. */
  public static Git initialise(Path folder, String branch) {
    Git git = new Git(folder.toAbsolutePath().normalize());
    git.require("Making a repository", "init", "-q", "-b", branch);
    return git;
  }

  /**
   * A working tree of one commit of a bare repository, whose objects it shares: the bare one must
   * outlive it. No hook, filter or submodule of it is run.
   *
   * @param branch what is checked out is called so; no branch when empty
   * @param target a folder that is not there yet
   */
  public static Git checkOut(Path bare, String commit, Optional<String> branch, Path target) {
    requireId(commit);
    new Git(bare.toAbsolutePath().normalize())
        .slowly("Cloning", "clone", "-q", "--shared", "--no-checkout", ".", target.toString());
    Git git = new Git(target.toAbsolutePath().normalize());
    if (branch.isPresent()) {
      git.require("Naming the branch", "update-ref", BRANCH_PREFIX + branch.get(), commit);
      git.require("Naming the branch", "symbolic-ref", "HEAD", BRANCH_PREFIX + branch.get());
      git.slowly("Checking out " + commit, "reset", "-q", "--hard");
    } else {
      git.slowly("Checking out " + commit, "checkout", "-q", "--detach", commit);
    }
    return git;
  }

  /**
   * Brings references of another repository into a bare one, and removes those that are gone there.
   *
   * @param source an address git understands
   * @param header a header of HTTP that gives access, such as {@code Authorization: …}
   * @param specs what is fetched where, in git's own words
   */
  public static void fetch(String source, Optional<String> header, Path bare, List<String> specs) {
    Map<String, String> environment = new HashMap<>(ENVIRONMENT);
    header.ifPresent(
        text -> {
          // In the environment, because everybody can read the arguments of a process.
          environment.put("GIT_CONFIG_COUNT", "1");
          environment.put("GIT_CONFIG_KEY_0", "http.extraHeader");
          environment.put("GIT_CONFIG_VALUE_0", text);
        });
    List<String> argv = new ArrayList<>(COMMAND);
    argv.addAll(
        List.of(
            "-c",
            "protocol.ext.allow=never",
            "-c",
            "fetch.fsckObjects=true",
            "fetch",
            "-q",
            "--prune",
            "--no-tags",
            "--no-write-fetch-head",
            "--",
            source));
    argv.addAll(specs);
    refuse(
        "Fetching from " + source,
        new Command(argv, environment, Optional.of(bare)).run(LONGEST_TRANSFER));
  }

  /** Goes to another commit; files that git knows are overwritten, others stay. */
  public void moveTo(String commit) {
    requireId(commit);
    slowly("Checking out " + commit, "checkout", "-q", "--force", "--detach", commit);
  }

  private static void requireId(String commit) {
    if (commit.length() < 40 || !commit.chars().allMatch(each -> Character.digit(each, 16) >= 0)) {
      throw new SlipwayException(ErrorCode.INVALID_INPUT, "'" + commit + "' is no commit's id");
    }
  }

  private void slowly(String purpose, String... arguments) {
    refuse(purpose + " in " + root, command(arguments).run(LONGEST_TRANSFER));
  }

  private static void refuse(String purpose, Command.Answer answer) {
    if (!answer.succeeded()) {
      throw new SlipwayException(
          ErrorCode.MACHINE, purpose + " failed: " + answer.errors().strip());
    }
  }

  /** The top folder of the working tree. */
  public Path root() {
    return root;
  }

  /** Head, trunk and remote at once: the three questions are asked at the same time. */
  public GitFacts facts() {
    try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Optional<Head>> head = tasks.submit(this::head);
      Future<String> trunk = tasks.submit(this::defaultBranch);
      Future<Optional<RepositoryName>> remote = tasks.submit(this::remote);
      return new GitFacts(head.get(), trunk.get(), remote.get());
    } catch (ExecutionException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "Cannot read the repository at " + root + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SlipwayException(ErrorCode.TIMED_OUT, "Interrupted while reading " + root, e);
    }
  }

  /** The commit that is checked out, with its branch and tags; empty before the first commit. */
  public Optional<Head> head() {
    Command.Answer answer =
        run(
            "log",
            "-1",
            "--decorate=full",
            "--no-color",
            "--no-show-signature",
            "--encoding=UTF-8",
            "--format=" + FORMAT);
    if (!answer.succeeded()) {
      return Optional.empty();
    }
    List<String> parts = List.of(answer.text().split("\0", -1));
    List<String> references = Arrays.asList(parts.get(7).split(", ", -1));
    return Optional.of(new Head(commit(parts), branchOf(references), tagsOf(references)));
  }

  /**
   * The commits that {@code to} has and {@code from} has not, the newest first, {@code most} at
   * most; empty when one of them is not known here.
   */
  public List<Commit> commits(String from, String to, int most) {
    if (from.startsWith("-") || to.startsWith("-")) {
      return List.of();
    }
    Command.Answer answer =
        run(
            "log",
            "--no-color",
            "--no-show-signature",
            "--encoding=UTF-8",
            "--max-count=" + most,
            "--format=" + FORMAT + "%x00",
            from + ".." + to,
            "--");
    if (!answer.succeeded()) {
      return List.of();
    }
    List<String> parts = List.of(answer.text().split("\0", -1));
    List<Commit> commits = new ArrayList<>();
    for (int at = 0; at + PARTS <= parts.size(); at += PARTS) {
      commits.add(commit(parts.subList(at, at + PARTS)));
    }
    return commits;
  }

  /**
   * A commit in the parts of {@link #FORMAT}; the line break after the one before it is dropped.
   */
  private static Commit commit(List<String> parts) {
    return new Commit(
        parts.get(0).strip(),
        parts.get(1),
        Arrays.stream(parts.get(8).split(" ", -1)).filter(each -> !each.isEmpty()).toList(),
        new Person(parts.get(2), parts.get(3)),
        new Person(parts.get(4), parts.get(5)),
        OffsetDateTime.parse(parts.get(6)).toInstant(),
        parts.get(9).stripTrailing());
  }

  /** The name of the branch that is the trunk. */
  public String defaultBranch() {
    Command.Answer answer =
        run(
            "for-each-ref",
            "--format=%(refname)%00%(symref)",
            "refs/remotes/origin/HEAD",
            "refs/heads");
    List<String> branches = new ArrayList<>();
    for (String line : answer.text().lines().toList()) {
      String[] parts = line.split("\0", -1);
      if (!parts[1].isEmpty()) {
        return parts[1].substring("refs/remotes/origin/".length());
      }
      if (parts[0].startsWith(BRANCH_PREFIX)) {
        branches.add(parts[0].substring(BRANCH_PREFIX.length()));
      }
    }
    return guess(branches);
  }

  /** Owner and repository of the remote called origin, as in {@code octo/cat}. */
  public Optional<RepositoryName> remote() {
    Command.Answer answer = run("config", "--get", "remote.origin.url");
    return RepositoryName.ofUrl(answer.text().strip());
  }

  /**
   * Tracked files and those that are neither tracked nor ignored, relative to the root; a file with
   * a conflict counts once, one that was deleted is still named.
   */
  public List<String> files() {
    List<String> paths =
        split(require("Listing the files", "ls-files", "-co", "--exclude-standard", "-z").text());
    return List.copyOf(new LinkedHashSet<>(paths));
  }

  /** Whether nothing is changed, staged or new. */
  public boolean isClean() {
    return require("Asking for changes", "status", "--porcelain", "--untracked-files=normal", "-z")
        .text()
        .isEmpty();
  }

  /** Paths that differ between two commits; a renamed file counts with both names. */
  public List<String> changedPaths(String from, String to) {
    return split(
        require("Comparing commits", "diff", "--name-only", "--no-renames", "-z", from, to, "--")
            .text());
  }

  /** The best common ancestor of two commits; empty when they have none. */
  public Optional<String> mergeBase(String one, String other) {
    Command.Answer answer = run("merge-base", one, other);
    return answer.succeeded() ? Optional.of(answer.text().strip()) : Optional.empty();
  }

  /** Stages everything that is not ignored and commits it; returns the new commit's id. */
  public String commitAll(String message, Person author, Instant when) {
    require("Staging the files", "add", "-A");
    Map<String, String> environment = new HashMap<>(ENVIRONMENT);
    environment.put("GIT_AUTHOR_NAME", author.name());
    environment.put("GIT_AUTHOR_EMAIL", author.email());
    environment.put("GIT_AUTHOR_DATE", when.toString());
    environment.put("GIT_COMMITTER_NAME", author.name());
    environment.put("GIT_COMMITTER_EMAIL", author.email());
    environment.put("GIT_COMMITTER_DATE", when.toString());
    List<String> argv = new ArrayList<>(COMMAND);
    argv.addAll(List.of("commit", "-q", "--allow-empty", "--no-gpg-sign", "-m", message));
    new Command(argv, environment, Optional.of(root)).require("Committing in " + root);
    return require("Reading the new commit", "rev-parse", "HEAD").text().strip();
  }

  /** Gives a folder a repository that shares this one's objects, its index at the same commit. */
  void cloneInto(Path target) {
    Path bare = target.resolve(".git-clone");
    require(
        "Cloning the repository", "clone", "-q", "--shared", "--no-checkout", ".", bare.toString());
    try {
      Files.move(bare.resolve(".git"), target.resolve(".git"));
      Folders.delete(bare);
      Path config = target.resolve(".git/config");
      Files.writeString(config, Files.readString(config) + GitReplica.NEVER_PUSHES);
    } catch (IOException e) {
      throw new SlipwayException(ErrorCode.MACHINE, "Cannot move the repository to " + target, e);
    }
    new Git(target).require("Reading the index", "reset", "-q", "--mixed");
  }

  private Command.Answer run(String... arguments) {
    return command(arguments).run();
  }

  private Command.Answer require(String purpose, String... arguments) {
    Command.Answer answer = run(arguments);
    if (answer.succeeded()) {
      return answer;
    }
    throw new SlipwayException(
        ErrorCode.MACHINE, purpose + " in " + root + " failed: " + answer.errors().strip());
  }

  private Command command(String... arguments) {
    List<String> argv = new ArrayList<>(COMMAND);
    argv.addAll(Arrays.asList(arguments));
    return new Command(argv, ENVIRONMENT, Optional.of(root));
  }

  /** What git gets: our environment without what a hook of git may have left in it. */
  private static Map<String, String> environment(Map<String, String> own) {
    Map<String, String> environment = new HashMap<>(own);
    environment.keySet().removeIf(name -> name.startsWith("GIT_"));
    environment.putAll(
        Map.of(
            "LC_ALL",
            "C",
            "GIT_TERMINAL_PROMPT",
            "0",
            "GIT_OPTIONAL_LOCKS",
            "0",
            "GIT_PAGER",
            "cat"));
    return environment;
  }

  private static List<String> split(String zeroTerminated) {
    if (zeroTerminated.isEmpty()) {
      return List.of();
    }
    String[] parts = zeroTerminated.split("\0", -1);
    return List.of(parts).subList(0, parts.length - 1);
  }

  private static Optional<String> branchOf(List<String> references) {
    String prefix = "HEAD -> " + BRANCH_PREFIX;
    return references.stream()
        .filter(reference -> reference.startsWith(prefix))
        .map(reference -> reference.substring(prefix.length()))
        .findFirst();
  }

  private static List<String> tagsOf(List<String> references) {
    return references.stream()
        .filter(reference -> reference.startsWith(TAG_PREFIX))
        .map(reference -> reference.substring(TAG_PREFIX.length()))
        .toList();
  }

  private static String guess(List<String> branches) {
    for (String usual : List.of("main", "master", "trunk")) {
      if (branches.contains(usual)) {
        return usual;
      }
    }
    return branches.isEmpty() ? "main" : branches.getFirst();
  }
}
