package dev.slipway.deliver.migrate;

import dev.slipway.machine.EmbeddedPostgres;
import dev.slipway.machine.Folders;
import dev.slipway.machine.Lifetime;
import dev.slipway.machine.OutputSink;
import dev.slipway.machine.Owner;
import dev.slipway.machine.Ports;
import dev.slipway.machine.PostgresSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One real PostgreSQL server for all tests of the run; each test gets a database of its own. */
final class TestServer implements ParameterResolver {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == DatabaseAddress.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.GLOBAL)
        .computeIfAbsent(Running.class, type -> Running.start(), Running.class)
        .database();
  }

  /** The server; closed by JUnit when the run ends. */
  private static final class Running implements AutoCloseable {
    private final Path state;
    private final Lifetime lifetime;
    private final EmbeddedPostgres postgres;
    private final AtomicInteger databases = new AtomicInteger();

    private Running(Path state, Lifetime lifetime) {
      this.state = state;
      this.lifetime = lifetime;
      int port = lifetime.closing(Ports.ofMachine().free(lifetime.owner())).port();
      PostgresSpec spec =
          new PostgresSpec(
              Optional.empty(), "owner", Optional.of("s3cret"), "first", port, List.of());
      this.postgres = EmbeddedPostgres.start(spec, lifetime, OutputSink.NONE);
    }

    static Running start() {
      try {
        Path state = Files.createTempDirectory("slipway-migrate-test");
        String id = "migrate-test-" + ProcessHandle.current().pid();
        return new Running(state, Lifetime.begin(state, new Owner(Owner.Kind.RUN, id)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** An empty database. */
    DatabaseAddress database() {
      String name = "test_" + databases.incrementAndGet();
      Asked.execute(address("postgres"), "create database " + name);
      return address(name);
    }

    private DatabaseAddress address(String name) {
      return DatabaseAddress.parse(
          "postgresql://owner:s3cret@127.0.0.1:" + postgres.port() + "/" + name);
    }

    @Override
    public void close() {
      lifetime.close();
      try {
        Folders.delete(state);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
