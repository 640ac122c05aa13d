package dev.slipway.workflow;

/**
 * The shape of an action file ({@code action.yml}) as data; {@link Shapes} explains the notation.
 * Facts from the metadata syntax that GitHub publishes (action-v1.0). As on GitHub's runner, keys
 * of the file and of an input that nobody knows are left alone.
 */
final class ActionShapes {
  private ActionShapes() {}

  static final String TEXT =
      """
      names composing github inputs strategy matrix steps job runner env
      names composing-steps composing hashFiles(1,255)
      names status always(0,0) failure(0,0) cancelled(0,0) success(0,0)

      map action
        name text
        author text
        description text
        inputs inputs
        outputs outputs
        runs! composite|node|docker
        branding any
        * text+ any
      map inputs
        * text+ null|input
      map input
        description text
        required bool|text
        default input-default
        deprecationMessage text
        * text+ any
      input-default text / github strategy matrix job runner hashFiles(1,255)
      map outputs
        * text+ null|output
      map output
        description text
        value output-value
        * text+ any
      output-value text / composing
      map composite
        using! text+
        steps! step[]
      map node
        using! text+
        main! text+
        pre text+
        pre-if runs-if
        post text+
        post-if runs-if
      map docker
        using! text+
        image! text+
        entrypoint text+
        args docker-argument[]
        env docker-env
        pre-entrypoint text+
        pre-if runs-if
        post-entrypoint text+
        post-if runs-if
      runs-if text / github inputs strategy matrix job runner env status hashFiles(1,255)
      docker-argument text / inputs
      map docker-env / inputs
        * text+ text

      step run-step|uses-step
      map run-step
        name step-text
        id text+
        if step-if
        run! step-text
        shell! step-text
        env step-env
        continue-on-error step-bool
        working-directory step-text
      map uses-step
        name step-text
        id text+
        if step-if
        uses! text+
        with step-with
        env step-env
        continue-on-error step-bool
      step-text text / composing-steps
      step-bool bool / composing-steps
      step-if text / composing-steps status
      map step-env / composing-steps
        * text+ text
      map step-with / composing-steps
        * text+ text
      """;
}
