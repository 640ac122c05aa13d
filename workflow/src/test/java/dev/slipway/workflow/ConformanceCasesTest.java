package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The runner of GitHub's cases, on cases of our own. */
class ConformanceCasesTest {
  private static ConformanceResult run(String options, String workflow, String expected) {
    return WorkflowConformance.run(
        "case.yml", options + "\n---\n" + workflow + "\n---\n" + expected + "\n");
  }

  @Test
  void aWorkflowBecomesItsJson() {
    ConformanceResult result =
        run(
            "include-source: false",
            """
            on: push
            permissions: read-all
            jobs:
              a:
                needs: []
                if: github.ref
                runs-on: [x, '${{ github.sha }}']
                timeout-minutes: .inf
                steps:
                  - run: echo ${{ 1 }}
                    env: {A: null}
            """,
            """
            {
              "permissions": {
                "actions": "read", "checks": "read", "contents": "read", "deployments": "read",
                "discussions": "read", "id-token": "read", "issues": "read", "packages": "read",
                "pages": "read", "pull-requests": "read", "repository-projects": "read",
                "security-events": "read", "statuses": "read"
              },
              "jobs": [{
                "type": "job", "id": "a", "name": "a", "needs": [],
                "if": {"type": 3, "expr": "success() && (github.ref)"},
                "permissions": {
                  "actions": "read", "checks": "read", "contents": "read", "deployments": "read",
                  "discussions": "read", "id-token": "read", "issues": "read", "packages": "read",
                  "pages": "read", "pull-requests": "read", "repository-projects": "read",
                  "security-events": "read", "statuses": "read"
                },
                "runs-on": {"type": 1, "seq": ["x", {"type": 3, "expr": "github.sha"}]},
                "timeout-minutes": "Infinity",
                "steps": [{
                  "id": "__run", "if": {"type": 3, "expr": "success()"},
                  "env": {"type": 2, "map": [{"Key": "A", "Value": ""}]},
                  "run": {"type": 3, "expr": "format('echo {0}', 1)"}
                }]
              }]
            }
            """);

    assertThat(result.failure()).isEmpty();
  }

  @Test
  void placesAreSerialisedWhenAskedFor() {
    ConformanceResult result =
        run(
            "include-source: true",
            "on: push\njobs:\n  a:\n    runs-on: x\n",
            """
            {
              "jobs": [{
                "type": "job",
                "id": {"type": 0, "file": 1, "line": 3, "col": 3, "lit": "a"},
                "name": {"type": 0, "file": 1, "line": 3, "col": 3, "lit": "a"},
                "if": {"type": 3, "expr": "success()"},
                "runs-on": {"type": 0, "file": 1, "line": 4, "col": 14, "lit": "x"}
              }],
              "file-table": [".github/workflows/case.yml"]
            }
            """);

    assertThat(result.failure()).isEmpty();
  }

  @Test
  void errorsAreSerialisedAlone() {
    ConformanceResult result =
        run(
            "include-source: false",
            "on: push\njobs:\n  a:\n    runs-onn: x\n",
            """
            {"errors": [
              {"Message": ".github/workflows/case.yml (Line: 4, Col: 5): Unexpected value 'runs-onn'"},
              {"Message": ".github/workflows/case.yml (Line: 4, Col: 5): There's not enough info to\
             determine what you meant. Add one of these properties: cancel-timeout-minutes,\
             container, continue-on-error, defaults, env, environment, outputs, runs-on, secrets,\
             services, snapshot, steps, timeout-minutes, uses, with"}
            ]}
            """);

    assertThat(result.failure()).isEmpty();
  }

  @Test
  void aDifferenceNamesItsPlace() {
    ConformanceResult result =
        run(
            "include-source: false",
            "on: push\njobs: {a: {runs-on: x}}\n",
            """
            {"jobs": [{"type": "job", "id": "b", "name": "a",
              "if": {"type": 3, "expr": "success()"}, "runs-on": "x"}]}
            """);

    assertThat(result.failure()).isEqualTo(".jobs[0].id: expected \"b\", got \"a\"");
  }

  @Test
  void aTextThatIsNoCaseFails() {
    assertThat(WorkflowConformance.run("x.yml", "on: push").passed()).isFalse();
    assertThat(WorkflowConformance.run("x.yml", "a: 1\n---\non: push\n---\n{").failure())
        .startsWith("the expectation is no JSON");
    assertThat(WorkflowConformance.run("x.yml", "[]\n---\non: push\n---\n{}").passed()).isFalse();
  }

  @Test
  void onlyTheFirstTenErrorsCount() {
    StringBuilder jobs = new StringBuilder("on: push\njobs:\n");
    for (int job = 0; job < 20; job++) {
      jobs.append("  j").append(job).append(": {runs-on: x, x: 1}\n");
    }

    ConformanceResult result = run("include-source: false", jobs.toString(), "{\"errors\": []}");

    assertThat(result.failure().split("Message", -1)).hasSize(11);
  }
}
