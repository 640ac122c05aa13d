import { useContext, useState } from 'react';
import { ApiError } from './api';
import { TelemetryContext } from './TelemetryContext';

/** Runs one action at a time, and keeps the sentence to show when it fails. */
export function useAction(action: () => Promise<void>) {
  const telemetry = useContext(TelemetryContext);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function run() {
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      await action();
    } catch (reason) {
      if (reason instanceof ApiError) {
        setError(reason.message);
      } else {
        setError('Harbor cannot be reached. Please check your connection.');
        telemetry.captureError(reason);
      }
    } finally {
      setBusy(false);
    }
  }

  return { run, busy, error };
}
