import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import { ErrorBoundary } from './ErrorBoundary';
import { TelemetryContext } from './TelemetryContext';
import { FakeTelemetry } from './testing';

beforeEach(() => {
  // React writes what a boundary caught to the console as well.
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
});

afterEach(() => {
  jest.restoreAllMocks();
});

function Broken(): never {
  throw new Error('the boiler is leaking');
}

test('shows its children while all is well', () => {
  render(<ErrorBoundary>all is well</ErrorBoundary>);
  expect(screen.getByText('all is well')).toBeVisible();
});

test('reports what broke and offers a way out', () => {
  const telemetry = new FakeTelemetry();
  render(
    <TelemetryContext value={telemetry}>
      <ErrorBoundary>
        <Broken />
      </ErrorBoundary>
    </TelemetryContext>,
  );
  expect(screen.getByRole('alert')).toHaveTextContent('reload the page');
  expect(telemetry.errors).toHaveLength(1);
});
