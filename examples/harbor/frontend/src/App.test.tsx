import { beforeEach, expect, test } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ApiError } from './api';
import { App } from './App';
import { TelemetryContext } from './TelemetryContext';
import { FakeApi, FakeTelemetry, journeyAt, picture } from './testing';

let telemetry: FakeTelemetry;

beforeEach(() => {
  telemetry = new FakeTelemetry();
});

function open(api: FakeApi) {
  render(
    <TelemetryContext value={telemetry}>
      <App api={api} />
    </TelemetryContext>,
  );
  return userEvent.setup();
}

test('leads from welcome to done', async () => {
  const api = new FakeApi(null);
  const user = open(api);

  await user.click(await screen.findByRole('button', { name: 'Get started' }));
  await user.click(await screen.findByRole('checkbox'));
  await user.click(screen.getByRole('button', { name: 'Continue' }));
  await user.type(await screen.findByLabelText('E-mail'), 'robin@example.com');
  await user.click(screen.getByRole('button', { name: 'Send me a code' }));
  await user.type(await screen.findByLabelText('Code'), '123456');
  await user.click(screen.getByRole('button', { name: 'Confirm' }));
  await user.type(await screen.findByLabelText('Name'), 'Robin');
  await user.upload(screen.getByLabelText('Picture'), picture());
  await user.click(screen.getByRole('button', { name: 'Save profile' }));

  expect(
    await screen.findByRole('heading', { name: 'You are on board' }),
  ).toBeVisible();
  expect(api.calls).toEqual([
    'start',
    'consent 2026-01',
    'sendCode robin@example.com',
    'confirmCode 123456',
    'uploadProfile Robin',
  ]);
  expect(telemetry.events).toEqual([
    'step_viewed loading',
    'step_viewed welcome',
    'step_viewed consent',
    'step_viewed verification',
    'step_viewed profile',
    'step_viewed done',
  ]);
  expect(telemetry.users).toEqual(['user-1']);
});

test.each([
  ['consent', 'Your privacy'],
  ['verification', 'Your e-mail address'],
  ['profile', 'Your profile'],
  ['done', 'You are on board'],
] as const)('takes up a journey at the step %s', async (step, heading) => {
  open(new FakeApi(journeyAt(step)));
  expect(await screen.findByRole('heading', { name: heading })).toBeVisible();
});

test('shows where in the journey the visitor is', async () => {
  open(new FakeApi(journeyAt('profile')));
  const current = await screen.findByText('Profile');
  expect(current).toHaveAttribute('aria-current', 'step');
  expect(screen.getByText('Done')).not.toHaveAttribute('aria-current');
});

test('shows no progress before the journey has begun', async () => {
  open(new FakeApi(null));
  await screen.findByRole('button', { name: 'Get started' });
  expect(screen.queryByRole('list', { name: 'Progress' })).toBeNull();
});

test('says when the backend cannot be reached, and reports why', async () => {
  const api = new FakeApi(null);
  api.failure = new TypeError('offline');
  open(api);
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'Harbor cannot be reached',
  );
  expect(telemetry.errors).toEqual([api.failure]);
});

test("shows the backend's own words when it refuses", async () => {
  const api = new FakeApi(null);
  const user = open(api);
  const button = await screen.findByRole('button', { name: 'Get started' });
  api.failure = new ApiError(429, 'busy', 'Please come back in a minute.');
  await user.click(button);
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'Please come back in a minute.',
  );
  expect(telemetry.errors).toEqual([]);
});

test('can be tried again after a failure', async () => {
  const api = new FakeApi(null);
  const user = open(api);
  const button = await screen.findByRole('button', { name: 'Get started' });
  api.failure = new TypeError('offline');
  await user.click(button);
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'check your connection',
  );
  expect(telemetry.errors).toEqual([api.failure]);

  api.failure = null;
  await user.click(button);
  expect(
    await screen.findByRole('heading', { name: 'Your privacy' }),
  ).toBeVisible();
  expect(screen.queryByRole('alert')).toBeNull();
});

test('starts over when the session has ended', async () => {
  const api = new FakeApi(journeyAt('consent'));
  const user = open(api);
  await user.click(await screen.findByRole('checkbox'));
  api.failure = new ApiError(401, 'no_session', 'Please start again.');
  await user.click(screen.getByRole('button', { name: 'Continue' }));
  expect(
    await screen.findByRole('heading', { name: 'Welcome to Harbor' }),
  ).toBeVisible();
});

test('starts over when the account was erased', async () => {
  const api = new FakeApi(journeyAt('done'));
  const user = open(api);
  await user.click(
    await screen.findByRole('button', { name: 'Erase my account' }),
  );
  expect(api.calls).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Yes, erase it' }));
  expect(
    await screen.findByRole('heading', { name: 'Welcome to Harbor' }),
  ).toBeVisible();
  expect(api.calls).toEqual(['erase']);
});
