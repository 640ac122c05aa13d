package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.workflow.Conclusion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Services as real servers on host ports. */
@Timeout(120)
class HostServiceTest {
  @TempDir Path root;
  private HostRun host;

  @BeforeEach
  void open() throws IOException {
    host = new HostRun(root);
  }

  @AfterEach
  void close() {
    host.close();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String jobWithPort(String name, int port) {
    return """
      %s:
        runs-on: ubuntu-latest
        services:
          db:
            image: postgres:16
            env: {POSTGRES_PASSWORD: secret}
            ports: ['%d:5432']
        steps:
          - run: |
              exec 3<>/dev/tcp/127.0.0.1/%d && echo connected
              echo ${{ job.services.db.ports['5432'] }}
    """
        .formatted(name, port, port);
  }

  @Test
  void serveTheirJobAtAPortThatItFinds() throws IOException {
    host.workflow(
        """
        on: push
        jobs:
          build:
            runs-on: ubuntu-latest
            services:
              db:
                image: postgres:16
                env: {POSTGRES_USER: harbor, POSTGRES_PASSWORD: secret, POSTGRES_DB: app}
                ports: [5432]
                options: --health-cmd pg_isready --health-interval 10s
            steps:
              - env:
                  PORT: ${{ job.services.db.ports['5432'] }}
                run: |
                  exec 3<>/dev/tcp/127.0.0.1/$PORT && echo connected
              - if: job.services.db.ports['5432'] > 0
                run: echo ${{ job.services.db.id != '' }}
        """);

    assertThat(host.printed(1)).containsExactly("connected");
    assertThat(host.printed(2)).containsExactly("true");
    assertThat(host.processes()).isEmpty();
  }

  @Test
  void honourUserPasswordAndDatabase() throws IOException {
    Installed.needs("psql");

    host.workflow(
        """
        on: push
        jobs:
          build:
            runs-on: ubuntu-latest
            services:
              db:
                image: postgres:16
                env: {POSTGRES_USER: harbor, POSTGRES_PASSWORD: secret, POSTGRES_DB: app}
                ports: [5432]
            env:
              URL: 127.0.0.1:${{ job.services.db.ports['5432'] }}/app
            steps:
              - run: psql -Atc 'select current_user, current_database()' postgresql://harbor:secret@$AT
                env:
                  AT: 127.0.0.1:${{ job.services.db.ports['5432'] }}/app
              - run: psql -Atc 'select 1' postgresql://harbor:wrong@$AT
                env:
                  AT: 127.0.0.1:${{ job.services.db.ports['5432'] }}/app
        """
            .replaceAll("(?m)^    env:\\R      URL.*\\R", ""));

    assertThat(host.printed(1)).containsExactly("harbor|app");
    assertThat(host.step(2).outcome()).isEqualTo(Conclusion.FAILURE);
    assertThat(String.join("\n", host.printed(2))).contains("password authentication failed");
  }

  @Test
  void shareAPortOneJobAfterTheOther() throws IOException {
    int port = freePort();

    Run.Result result =
        host.workflow("on: push\njobs:\n" + jobWithPort("one", port) + jobWithPort("two", port));

    assertThat(result.conclusion()).isEqualTo(Conclusion.SUCCESS);
    for (String job : List.of("one", "two")) {
      assertThat(host.printed(job, 1)).containsExactly("connected", Integer.toString(port));
    }
  }

  @Test
  void nameTheHolderOfAPortThatIsTaken() throws IOException {
    try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      host.workflow("on: push\njobs:\n" + jobWithPort("build", holder.getLocalPort()));

      String reason = host.step(1).reason().orElse("");
      assertThat(reason)
          .contains("host port " + holder.getLocalPort())
          .contains("process " + ProcessHandle.current().pid() + " (")
          .contains("job.services.db.ports['5432']")
          .doesNotContain("Holder[");
      assertThat(host.job("build").conclusion()).isEqualTo(Conclusion.FAILURE);
    }
  }

  @Test
  void askForAPassword() throws IOException {
    host.workflow(
        """
        on: push
        jobs:
          build:
            runs-on: ubuntu-latest
            services:
              db: {image: 'postgres:16', ports: [5432]}
            steps:
              - run: echo never
              - if: always()
                run: echo ${{ job.services.db.id }}
        """);

    assertThat(host.step(1).reason().orElse("")).contains("must set POSTGRES_PASSWORD");
    assertThat(host.step(2).outcome()).isEqualTo(Conclusion.FAILURE);
    assertThat(host.processes()).isEmpty();
  }
}
