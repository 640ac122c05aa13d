import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { connectApi } from './api';
import { App } from './App';
import { loadConfig } from './config';
import { ErrorBoundary } from './ErrorBoundary';
import { openTelemetry } from './telemetry';
import { TelemetryContext } from './TelemetryContext';
import './styles.css';

const fetcher: typeof fetch = (input, init) => window.fetch(input, init);
const config = await loadConfig(fetcher);
const telemetry = await openTelemetry(config);
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id "root"');

createRoot(root).render(
  <StrictMode>
    <TelemetryContext value={telemetry}>
      <ErrorBoundary>
        <App api={connectApi(fetcher, config.apiUrl)} />
      </ErrorBoundary>
    </TelemetryContext>
  </StrictMode>,
);
