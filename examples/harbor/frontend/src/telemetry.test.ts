import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openTelemetry } from './telemetry';

const OFF = {
  environment: 'test',
  release: 'r1',
  apiUrl: '',
  posthogKey: '',
  posthogHost: 'https://posthog.example.com',
  sentryDsn: '',
};

const realFetch = globalThis.fetch;
let sent: { url: string; body: string }[];

beforeEach(() => {
  sent = [];
  globalThis.fetch = (url, init) => {
    sent.push({ url: String(url), body: String(init?.body) });
    return Promise.resolve({
      ok: true,
      status: 200,
      headers: new Map(),
      text: () => Promise.resolve('{}'),
      json: () => Promise.resolve({}),
    } as unknown as Response);
  };
});

afterEach(() => {
  globalThis.fetch = realFetch;
});

async function until(condition: () => boolean) {
  for (let tries = 0; tries < 1000 && !condition(); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(condition()).toBe(true);
}

test('is silent unless it is set up', async () => {
  const telemetry = await openTelemetry(OFF);
  telemetry.identify('user-1');
  telemetry.capture('step_viewed');
  telemetry.captureError(new Error('ignored'));
  expect(sent).toEqual([]);
});

test('sends events to PostHog', async () => {
  const telemetry = await openTelemetry({ ...OFF, posthogKey: 'k' });
  telemetry.identify('user-1');
  telemetry.capture('step_viewed', { step: 'consent' });
  await until(() => sent.some(({ body }) => body.includes('step_viewed')));
  const event = sent.find(({ body }) => body.includes('step_viewed'));
  expect(event?.url).toContain('posthog.example.com');
  expect(event?.body).toContain('user-1');
  expect(event?.body).toContain('"release":"r1"');
});

test('reports errors to Sentry', async () => {
  const dsn = 'https://key@sentry.example.com/1';
  const telemetry = await openTelemetry({ ...OFF, sentryDsn: dsn });
  telemetry.captureError(new Error('the boiler is leaking'));
  await until(() =>
    sent.some(({ body }) => body.includes('the boiler is leaking')),
  );
  expect(sent[0]?.url).toContain('sentry.example.com');
});
