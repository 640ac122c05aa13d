import { expect, test } from '@jest/globals';
import { loadConfig } from './config';

function answering(body: string, status = 200): typeof fetch {
  const response = {
    ok: status < 400,
    json: () => Promise.resolve(JSON.parse(body) as unknown),
  };
  return () => Promise.resolve(response as Response);
}

test('reads the settings of the deployment', async () => {
  const config = await loadConfig(
    answering('{"posthogKey":"k","release":"r1"}'),
  );
  expect(config.posthogKey).toBe('k');
  expect(config.release).toBe('r1');
});

test('fills in what the file lacks', async () => {
  const config = await loadConfig(answering('{}'));
  expect(config.posthogHost).toBe('https://eu.i.posthog.com');
  expect(config.sentryDsn).toBe('');
});

test.each([
  ['is missing', answering('', 404)],
  ['is a page of a proxy', answering('<html>')],
  ['cannot be reached', () => Promise.reject(new TypeError('offline'))],
])('falls back to the defaults when the file %s', async (_, fetcher) => {
  const config = await loadConfig(fetcher);
  expect(config.environment).toBe('unknown');
  expect(config.posthogKey).toBe('');
});
