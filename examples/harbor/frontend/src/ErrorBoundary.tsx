import { Component, type ReactNode } from 'react';
import { TelemetryContext } from './TelemetryContext';

interface State {
  failed: boolean;
}

/** Shows a way out when a page breaks, and reports the reason. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  static override contextType = TelemetryContext;
  declare context: React.ContextType<typeof TelemetryContext>;

  override state: State = { failed: false };

  static getDerivedStateFromError(): State {
    return { failed: true };
  }

  override componentDidCatch(error: unknown) {
    this.context.captureError(error);
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <main>
        <h1>Something went wrong</h1>
        <p role="alert">Please reload the page. Nothing you entered is lost.</p>
      </main>
    );
  }
}
