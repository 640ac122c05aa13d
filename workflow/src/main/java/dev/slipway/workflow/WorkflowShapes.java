package dev.slipway.workflow;

/**
 * The shape of a workflow file as data: every key, the type of its value, and which contexts and
 * functions an expression there may use. {@link Shapes} explains the notation. Facts from the
 * workflow syntax that GitHub publishes (workflow-v1.0); a new key of GitHub's is a new line here.
 *
 * <p>It is a constant rather than a resource, since opening the first resource of a jar costs 9 ms
 * of every start and reading all of this costs one.
 */
final class WorkflowShapes {
  private WorkflowShapes() {}

  static final String TEXT =
      """
      names caller github inputs vars
      names needing caller needs
      names matrixed needing strategy matrix
      names running matrixed steps job runner env
      names stepping running secrets hashFiles(1,255)
      names job-status always(0,0) failure(0,MAX) cancelled(0,0) success(0,MAX)
      names step-status always(0,0) failure(0,0) cancelled(0,0) success(0,0)

      map workflow
        on! event|event[]|events
        name text
        description text
        run-name run-name
        defaults defaults
        env workflow-env
        permissions permissions|=read-all|=write-all
        concurrency workflow-concurrency
        jobs! jobs

      # What GitHub's server reads: the events themselves are not looked at.
      map workflow-lenient
        on text|any[]|events-lenient
        name text
        description text
        run-name run-name
        defaults defaults
        env workflow-env
        permissions permissions|=read-all|=write-all
        concurrency workflow-concurrency
        jobs! jobs
      map events-lenient
        workflow_call null|workflow-call
        * text+ any

      run-name text / caller
      map workflow-env / caller secrets
        * text+ text
      map defaults
        run run-defaults
      map run-defaults
        shell text+
        working-directory text+
      workflow-concurrency text|concurrency / caller
      map concurrency
        group! text+
        cancel-in-progress bool
        queue concurrency-queue
      words concurrency-queue single max
      map permissions
        actions access
        artifact-metadata access
        attestations access
        checks access
        code-quality access
        contents access
        copilot-requests =write|=none
        deployments access
        discussions access
        drives access
        id-token =write|=none
        issues access
        models =read|=none
        packages access
        pages access
        pull-requests access
        repository-projects access
        security-events access
        statuses access
        vulnerability-alerts =read|=none
      words access read write none

      words event branch_protection_rule check_run check_suite create delete deployment deployment_status discussion discussion_comment fork gollum image_version issue_comment issues label merge_group milestone page_build project project_card project_column public pull_request pull_request_comment pull_request_review pull_request_review_comment pull_request_target push registry_package release repository_dispatch schedule status watch workflow_call workflow_dispatch workflow_run
      map events
        branch_protection_rule null|changes
        check_run null|check-run
        check_suite null|check-suite
        create null
        delete null
        deployment null
        deployment_status null
        discussion null|discussion
        discussion_comment null|changes
        fork null
        gollum null
        image_version null|image-version
        issue_comment null|changes
        issues null|issues
        label null|changes
        merge_group null|merge-group
        milestone null|milestone
        page_build null
        project null|project
        project_card null|project-card
        project_column null|project-column
        public null
        pull_request null|pull-request
        pull_request_comment null|changes
        pull_request_review null|pull-request-review
        pull_request_review_comment null|changes
        pull_request_target null|pull-request
        push null|push
        registry_package null|registry-package
        release null|release
        repository_dispatch null|repository-dispatch
        schedule schedule[]
        status null
        watch null|watch
        workflow_call null|workflow-call
        workflow_dispatch null|workflow-dispatch
        workflow_run null|workflow-run
      map changes
        types changes.type|changes.type[]
      words changes.type created edited deleted
      map check-run
        types check-run.type|check-run.type[]
      words check-run.type completed created rerequested requested_action
      map check-suite
        types check-suite.type|check-suite.type[]
      words check-suite.type completed
      map discussion
        types discussion.type|discussion.type[]
      words discussion.type created edited deleted transferred pinned unpinned labeled unlabeled locked unlocked category_changed answered unanswered
      map image-version
        types image-version.type|image-version.type[]
        names text+|text+[]
        versions text+|text+[]
      words image-version.type created ready deleted
      map issues
        types issues.type|issues.type[]
      words issues.type opened edited deleted transferred pinned unpinned closed reopened assigned unassigned labeled unlabeled locked unlocked milestoned demilestoned field_added field_removed typed untyped
      map merge-group
        types merge-group.type|merge-group.type[]
        branches text+|text+[]
        branches-ignore text+|text+[]
      words merge-group.type checks_requested
      map milestone
        types milestone.type|milestone.type[]
      words milestone.type created closed opened edited deleted
      map project
        types project.type|project.type[]
      words project.type created closed reopened edited deleted
      map project-card
        types project-card.type|project-card.type[]
      words project-card.type created moved converted edited deleted
      map project-column
        types project-column.type|project-column.type[]
      words project-column.type created updated moved deleted
      map pull-request
        types pull-request.type|pull-request.type[]
        branches text+|text+[]
        branches-ignore text+|text+[]
        paths text+|text+[]
        paths-ignore text+|text+[]
      words pull-request.type assigned unassigned labeled unlabeled opened edited closed reopened synchronize converted_to_draft locked unlocked enqueued dequeued milestoned demilestoned ready_for_review review_requested review_request_removed auto_merge_enabled auto_merge_disabled stacked
      map pull-request-review
        types pull-request-review.type|pull-request-review.type[]
      words pull-request-review.type submitted edited dismissed
      map push
        branches text+|text+[]
        branches-ignore text+|text+[]
        tags text+|text+[]
        tags-ignore text+|text+[]
        paths text+|text+[]
        paths-ignore text+|text+[]
      map registry-package
        types registry-package.type|registry-package.type[]
      words registry-package.type published updated
      map release
        types release.type|release.type[]
      words release.type published unpublished created edited deleted prereleased released
      map repository-dispatch
        types text+|text+[]
      map schedule
        cron! text+
        timezone text+
      map watch
        types watch.type|watch.type[]
      words watch.type started
      map workflow-run
        types workflow-run.type|workflow-run.type[]
        workflows text+|text+[]
        branches text+|text+[]
        branches-ignore text+|text+[]
      words workflow-run.type requested completed in_progress
      map workflow-dispatch
        inputs null|dispatch-inputs
      map dispatch-inputs
        * text+ null|dispatch-input
      map dispatch-input
        description text
        type dispatch-input.type
        required bool
        default text|bool|num
        options text[]
      words dispatch-input.type string boolean number environment choice
      map workflow-call
        inputs call-inputs
        secrets call-secrets
        outputs call-outputs
      map call-inputs
        * text+ call-input
      map call-input
        description text
        type! call-input.type
        required bool
        default call-input.default
      words call-input.type string boolean number
      call-input.default text|bool|num / caller
      map call-secrets
        * text+ null|call-secret
      map call-secret
        description text
        required bool
      map call-outputs
        * text+ call-output
      map call-output
        description text
        value! call-output.value
      call-output.value text / caller jobs

      map jobs
        * text+ steps-job|call-job
      map steps-job
        needs text+[]|text+
        if job-if
        strategy strategy
        name job-text
        runs-on! runs-on
        timeout-minutes job-number
        cancel-timeout-minutes job-number
        continue-on-error job-bool
        container container
        services services
        env job-env
        environment environment
        permissions permissions|=read-all|=write-all
        concurrency job-concurrency
        outputs job-outputs
        defaults job-defaults
        steps step[]
        snapshot text+|snapshot
      map call-job
        name job-text
        uses! text+
        with call-with
        secrets call-secrets-given|=inherit
        needs text+[]|text+
        if job-if
        permissions permissions|=read-all|=write-all
        concurrency job-concurrency
        strategy strategy
      map call-with
        * text+ call-with.value
      call-with.value text|bool|num / matrixed
      map call-secrets-given
        * text+ call-secret.value
      call-secret.value text|bool|num / matrixed secrets
      job-if text / needing job-status
      job-text text / matrixed
      job-number num / matrixed
      job-bool bool / matrixed
      map strategy / needing
        fail-fast bool
        max-parallel num
        matrix matrix
      map matrix
        include matrix-filter[]
        exclude matrix-filter[]
        * text+ any[]
      map matrix-filter
        * text+ any
      runs-on text+|text+[]|runner-group / matrixed
      map runner-group
        group text+
        labels text+|text+[]
      container text|container-settings / matrixed
      map container-settings
        image text+
        options text
        env container-env
        ports text+[]
        volumes text+[]
        credentials credentials
      map container-env
        * text+ container-env.value
      container-env.value text / running secrets
      map credentials / caller secrets env
        username text+
        password text+
      map services / matrixed
        * text+ service
      service text+|service-settings / matrixed
      map service-settings
        image text+
        options text
        env container-env
        ports text+[]
        volumes text+[]
        credentials credentials
        entrypoint text
        command text
      map job-env / matrixed secrets
        * text+ text
      environment text|environment-settings / matrixed
      map environment-settings
        name! environment-name
        url environment-url
        deployment bool
      environment-name text / matrixed
      environment-url text / running
      job-concurrency text+|concurrency / matrixed
      map job-outputs
        * text+ job-output
      job-output text / running secrets
      map job-defaults
        run job-run-defaults
      map job-run-defaults / matrixed env
        shell text+
        working-directory text+
      map snapshot
        image-name! text+
        if snapshot-if
        version text+
      snapshot-if text / matrixed

      step run-step|uses-step|wait-step|wait-all-step|cancel-step|parallel-step
      map run-step
        name step-text
        id text+
        if step-if
        timeout-minutes step-number
        run! step-text
        continue-on-error step-bool
        env step-env
        working-directory step-text
        shell text+
        background bool
      map uses-step
        name step-text
        id text+
        if step-if
        continue-on-error step-bool
        timeout-minutes step-number
        uses! text+
        with step-with
        env step-env
        background bool
      map wait-step
        name step-text
        id text+
        continue-on-error step-bool
        wait! text+|text+[]
      map wait-all-step
        name step-text
        id text+
        continue-on-error step-bool
        wait-all! null|bool
      map cancel-step
        name step-text
        id text+
        continue-on-error step-bool
        cancel! text+
      map parallel-step
        parallel! step[]
      step-text text / stepping
      step-number num / stepping
      step-bool bool / stepping
      step-if text / running step-status hashFiles(1,255)
      map step-env / stepping
        * text+ text
      map step-with / stepping
        * text+ text
      """;
}
