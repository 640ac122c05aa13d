package dev.slipway.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.server.http.Place;
import dev.slipway.server.http.Request;
import dev.slipway.server.http.Role;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {
  @TempDir Path folder;
  private House house;
  private Audit audit;

  @BeforeEach
  void open() {
    house = new House(folder);
    audit = house.access.audit();
    house.admin("root");
    house.join("ann", Role.DEVELOPER, Place.parse("acme/harbor"));
    house.access.before("POST /{owner}/{name}/runs", Request.get("/acme/harbor/runs"));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private void tamper(String sql) {
    house.database.write(transaction -> transaction.update(sql));
  }

  @Test
  void whatWasWrittenVerifies() {
    Audit.Finding finding = audit.verify();

    assertThat(finding)
        .isInstanceOfSatisfying(
            Audit.Finding.Whole.class,
            whole -> {
              assertThat(whole.lines()).isEqualTo(house.journal.last());
              assertThat(audit.lineOf(whole.hash())).contains(whole.newest());
            });
  }

  @Test
  void theLogSaysWhoDidWhat() {
    List<String> types =
        audit.before(Long.MAX_VALUE, 100).reversed().stream()
            .map(line -> line.entry().actor() + " " + line.entry().type())
            .toList();

    assertThat(types)
        .containsExactly(
            "slipway access.invitation_made",
            "root access.user_joined",
            "slipway access.role_changed",
            "root access.signed_in",
            "root access.invitation_made",
            "ann access.user_joined",
            "root access.role_changed",
            "ann access.signed_in",
            "nobody access.requested");
    assertThat(audit.before(4, 2)).extracting(line -> line.entry().seq()).containsExactly(3L, 2L);
  }

  @Test
  void aChangedLineIsFound() {
    tamper("update access_log set line = replace(line, 'ann', 'eve') where seq = 6");
    tamper("update journal set event = replace(event, 'ann', 'eve') where seq = 6");

    assertThat(audit.verify())
        .isInstanceOfSatisfying(
            Audit.Finding.Broken.class, broken -> assertThat(broken.seq()).isEqualTo(6));
  }

  @Test
  void aChangedEntryOfTheJournalIsFound() {
    tamper("update journal set actor = 'eve' where seq = 5");

    assertThat(audit.verify())
        .isEqualTo(new Audit.Finding.Broken(5, "the journal says something else than the log"));
  }

  @Test
  void aRemovedLineIsFound() {
    tamper("delete from access_log where seq = 4");

    assertThat(audit.verify()).isInstanceOf(Audit.Finding.Broken.class);
  }

  @Test
  void aRemovedEndIsFoundByTheJournalAndByWhoNotedTheHash() {
    String noted = audit.before(Long.MAX_VALUE, 1).getFirst().hash();
    tamper("delete from access_log where seq = 9");
    assertThat(audit.verify())
        .isEqualTo(new Audit.Finding.Broken(9, "the log lacks this entry of the journal"));

    tamper("delete from journal where seq = 9");

    assertThat(audit.verify()).isInstanceOf(Audit.Finding.Whole.class);
    assertThat(audit.lineOf(noted)).isEmpty();
  }
}
