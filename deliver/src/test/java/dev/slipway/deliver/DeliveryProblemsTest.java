package dev.slipway.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.document.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is wrong with a delivery is said at its place, with a way out. */
class DeliveryProblemsTest {
  private static String only(String text) {
    List<Problem> problems = DeliveryTest.parse(text).problems();
    assertThat(problems).hasSize(1);
    Problem problem = problems.getFirst();
    return problem.headline() + problem.hint().map(hint -> " -> " + hint).orElse("");
  }

  private static String api(String more) {
    return "components:\n  api: {type: service, start: x, " + more + "}\n";
  }

  @Test
  void reportsWrongKeysOfAllPartsAtOnce() {
    List<String> headlines =
        DeliveryTest.headlines(
            """
            name: Harbor
            components:
              api: {type: servce}
              web: {type: site, bild: x}
              jobs: {start: x}
            environments:
              prod: {url: "harbor.example.com/x", watch: 5}
            checks: {coverage: 101}
            hooks: {before-lunch: x}
            router: {http: 8080}
            strategies:
              mine: {type: canary, steps: []}
            """);

    assertThat(headlines)
        .hasSize(10)
        .anyMatch(line -> line.startsWith("slipway.yaml:1:7: error: 'Harbor' is not a name"))
        .anyMatch(line -> line.contains("3:15: error: There is no type 'servce' here"))
        .anyMatch(line -> line.contains("4:21: error: The key 'bild' is not known"))
        .anyMatch(line -> line.contains("5:9: error: The key 'type' is missing"))
        .anyMatch(line -> line.contains("is not an http or https URL without a path"))
        .anyMatch(line -> line.contains("'5' is not a duration such as 30s or 5m"))
        .anyMatch(line -> line.contains("'101' is not a number from 0 to 100"))
        .anyMatch(line -> line.contains("'before-lunch' is not known"))
        .anyMatch(line -> line.contains("'8080' is not HOST:PORT"))
        .anyMatch(line -> line.contains("At least 1 value(s) are expected here"));
  }

  @Test
  void suggestsTheReferenceThatWasProbablyMeant() {
    assertThat(only(api("env: {A: \"${component.api.url}\"}")))
        .isEqualTo(
            "slipway.yaml:2:43: error: '${component.api.url}' means nothing here"
                + " [unknown-reference] -> did you mean 'components'?");
    assertThat(only(api("env: {A: \"${environment.nam}\"}"))).endsWith("did you mean 'name'?");
    assertThat(only(api("env: {A: \"${release.id\"}"))).contains("'${' is never closed");
    assertThat(only(api("env: {A: \"${components.apy.url}\"}")))
        .contains("There is no component 'apy'")
        .endsWith("did you mean 'api'?");
    assertThat(only(api("env: {A: \"${components.api.uri}\"}")))
        .endsWith("its outputs are url, host, path");
    assertThat(only(api("env: {A: \"${secrets}\"}"))).endsWith("write ${secrets.NAME}");
  }

  @Test
  void keepsSecretsOutOfFilesAndOutOfPublicPlaces() {
    assertThat(only("components:\n  db: {type: database, url: \"postgresql://u:hunter2@h/d\"}\n"))
        .contains("[secret-in-file]")
        .contains("slipway secret set DB_PASSWORD")
        .doesNotContain("hunter2");
    assertThat(only("components:\n  web: {type: site, config: {key: \"${secrets.KEY}\"}}\n"))
        .contains("The config of a site is public")
        .contains("[secret-in-public]");
    assertThat(
            only(
                """
                components:
                  db: {type: database}
                  web: {type: site, config: {key: "${components.db.url}"}}
                """))
        .contains("slipway.yaml:3:35: error: The config of a site is public");
  }

  @Test
  void acceptsAnAddressThatIsASecretAsAWhole() {
    String text = "components:\n  db: {type: database, url: \"${secrets.DATABASE_URL}\"}\n";

    assertThat(DeliveryTest.parse(text).problems()).isEmpty();
    assertThat(only("components:\n  db: {type: database, url: mysql://x/y}\n"))
        .contains("'embedded', 'sqlite:FILE' or 'postgresql://...'");
  }

  @Test
  void aSettingIsMadeOfOthersThatThereAre() {
    String staging = "environments:\n  staging:\n";

    assertThat(only(api("env: {LEVEL: x, A: \"${env.LEVL}\"}") + staging))
        .contains("2:53: error: The component has no setting 'LEVL'")
        .endsWith("did you mean 'LEVEL'?");
    assertThat(only(api("env: {A: \"${env.A}\"}") + staging)).contains("'A' is made of itself");
    assertThat(DeliveryTest.headlines(api("env: {A: \"${env.B}\", B: \"${env.A}\"}") + staging))
        .hasSize(2)
        .allMatch(line -> line.contains("[circular-setting]"));
    assertThat(DeliveryTest.headlines(api("env: {A: \"${env.HOST}\"}") + staging)).isEmpty();
  }

  @Test
  void refusesNamesThatSlipwaySetsItself() {
    assertThat(only(api("env: {PORT: 8000}"))).contains("'PORT' is set by Slipway itself");
    assertThat(only(api("env: {KEY: x}, secrets: [KEY]")))
        .contains("'KEY' is a secret and has a value here");
  }

  @Test
  void twoComponentsCannotAnswerTheSameRequests() {
    String text =
        """
        components:
          api: {type: service, start: x}
          web: {type: site}
        environments:
          staging:
        """;

    assertThat(only(text))
        .isEqualTo(
            "slipway.yaml:3:3: error: In staging, 'web' and 'api' both answer staging.localhost/"
                + " [same-requests] -> give one of them 'paths' or 'hosts' of its own");
  }

  @Test
  void twoEnvironmentsCannotAnswerToTheSameHost() {
    assertThat(
            only(
                """
                components: {}
                environments:
                  one: {url: "https://example.com"}
                  two: {hosts: Example.com}
                """))
        .contains("4:3: error: 'two' and 'one' both answer to example.com");
  }

  @Test
  void noEnvironmentHasASayInABuild() {
    assertThat(only("environments:\n  prod: {hooks: {before-build: x}}\n"))
        .contains("2:18: error: The key 'before-build' is not known");
    assertThat(only(api("build: {run: x, env: {A: \"${environment.name}\"}}")))
        .contains("one release serves all of them [reference-in-build]");
    assertThat(DeliveryTest.read("hooks: {before-build: x}\n").hooks().all()).hasSize(1);
  }

  @Test
  void findsCircles() {
    assertThat(
            only(
                """
                components:
                  a: {type: worker, start: x, needs: [b]}
                  b: {type: worker, start: x, needs: [c]}
                  c: {type: worker, start: x, needs: [b]}
                """))
        .contains("3:3: error: Nothing of these could be started first: b needs c needs b");
    assertThat(only("environments:\n  a: {promote-from: b}\n  b: {promote-from: a}\n"))
        .contains("[circular-promotion]");
    assertThat(only("environments:\n  a: {promote-from: c}\n  b:\n"))
        .contains("'a' cannot be promoted from 'c'");
  }

  @Test
  void anEnvironmentSpeaksOnlyOfComponentsThereAre() {
    String text = api("instances: 2") + "environments:\n  prod: {components: {apii: {}}}\n";

    assertThat(only(text)).contains("There is no component 'apii'").endsWith("did you mean 'api'?");
    assertThat(only(api("bild: x") + "environments:\n  prod: {components: {api: {}}}\n"))
        .contains("'bild' is not known");
    assertThat(
            only(api("instances: 2") + "environments:\n  prod: {components: {api: {build: x}}}\n"))
        .contains("The key 'build' is not known");
  }

  @Test
  void namesTheStrategyThatWasProbablyMeant() {
    assertThat(only("environments:\n  prod: {strategy: blue-gren}\n"))
        .endsWith("did you mean 'blue-green'?");
    assertThat(
            only(
                """
                strategies:
                  mine: {type: canary, steps: [{weight: 50}, {weight: 50}]}
                """))
        .contains("A step of 50 % cannot follow one of 50 %");
  }

  @Test
  void asksForNoMoreApprovalsThanThereArePeople() {
    assertThat(only("environments:\n  prod: {approval: {reviewers: [ada], required: 2}}\n"))
        .contains("2 approvals are required and only 1 may approve");
  }

  @Test
  void tlsNeedsACertificate() {
    assertThat(only("router: {https: \"0.0.0.0:443\"}\n"))
        .contains("slipway.yaml:1:1: error: The router has an address for https");
  }
}
