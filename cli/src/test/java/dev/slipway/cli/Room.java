package dev.slipway.cli;

import java.util.List;
import java.util.Set;

/**
 * A room of the house as the architecture has it.
 *
 * @param meaning what it is for
 * @param rooms the rooms it may import
 * @param libraries the libraries it may import, as name and package prefix
 */
record Room(String name, String meaning, List<String> rooms, List<Library> libraries) {
  /** A library by its name and the prefix of its packages. */
  record Library(String name, String prefix) {}

  private static final Library YAML = new Library("snakeyaml-engine", "org.snakeyaml.engine");
  private static final Library JSON = new Library("jackson-core", "tools.jackson.core");
  private static final Library NETTY = new Library("Netty", "io.netty");
  private static final Library HISTOGRAM = new Library("HdrHistogram", "org.HdrHistogram");
  private static final Library HTTP = new Library("jdk.httpserver", "com.sun.net.httpserver");
  private static final Library HELIDON = new Library("Helidon", "io.helidon");
  private static final Library BOUNCY_CASTLE = new Library("BouncyCastle", "org.bouncycastle");
  private static final Library JGIT = new Library("JGit", "org.eclipse.jgit");
  private static final Library PICOCLI = new Library("picocli", "picocli");
  private static final Library SIGNALS = new Library("signals", "dev.slipway.signals");
  private static final Library COMPRESS =
      new Library("commons-compress", "org.apache.commons.compress");
  private static final Library JTE = new Library("jte", "gg.jte");
  private static final Library MARKDOWN = new Library("commonmark", "org.commonmark");
  private static final Library XZ = new Library("xz", "org.tukaani.xz");

  private static final Library FLYWAY = new Library("flyway", "org.flywaydb.core");
  private static final Library SQLITE = new Library("sqlite-jdbc", "org.sqlite");
  private static final Library POSTGRES = new Library("postgresql", "org.postgresql");

  /** All rooms, lowest first. */
  static List<Room> all() {
    return List.of(
        room("fault", "the one fault type and its codes; the floor under every room"),
        room("document", "documents that know where every value stands", "fault").with(YAML),
        room("store", "what happened, and where it is kept", "fault").with(JSON, SQLITE),
        room("workflow", "what a workflow means; pure", "fault", "document").with(JSON),
        room("router", "where does a request go?", "fault").with(NETTY, HISTOGRAM, JSON),
        room("machine", "what runs here, and how it is stopped", "fault").with(COMPRESS, XZ),
        room("observe", "is it well?", "fault", "store", "document"),
        room("guard", "is it safe?", "fault", "workflow", "machine", "store", "document"),
        room("runner", "how a step runs", "fault", "workflow", "machine", "store", "document")
            .with(JSON, COMPRESS),
        room(
                "deliver",
                "how a release reaches production",
                "fault",
                "observe",
                "router",
                "machine",
                "store",
                "document")
            .with(JSON, FLYWAY, POSTGRES, COMPRESS),
        room(
                "server",
                "who may do what, and what do they see?",
                "fault",
                "deliver",
                "runner",
                "guard",
                "observe",
                "machine",
                "router",
                "workflow",
                "store",
                "document")
            .with(JSON, HTTP, HELIDON, BOUNCY_CASTLE, JGIT, JTE, MARKDOWN),
        room(
                "cli",
                "what the user typed",
                "fault",
                "server",
                "deliver",
                "runner",
                "guard",
                "observe",
                "machine",
                "router",
                "workflow",
                "store",
                "document")
            .with(PICOCLI, JSON, SIGNALS));
  }

  private static Room room(String name, String meaning, String... rooms) {
    return new Room(name, meaning, List.of(rooms), List.of());
  }

  private Room with(Library... more) {
    return new Room(name, meaning, rooms, List.of(more));
  }

  /** The package pattern of the room with its few sub-packages. */
  String packages() {
    return "dev.slipway." + name + "..";
  }

  /** What a class of the room may depend on besides the JDK. */
  Set<String> allowedPrefixes() {
    Set<String> allowed = new java.util.TreeSet<>();
    allowed.add("dev.slipway." + name);
    allowed.add("org.jspecify.annotations");
    rooms.forEach(room -> allowed.add("dev.slipway." + room));
    libraries.forEach(library -> allowed.add(library.prefix()));
    return allowed;
  }
}
