import { createContext } from 'react';
import type { Telemetry } from './telemetry';

export const TelemetryContext = createContext<Telemetry>({
  identify: () => undefined,
  capture: () => undefined,
  captureError: () => undefined,
});
