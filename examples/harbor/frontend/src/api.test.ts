import { beforeEach, expect, test } from '@jest/globals';
import { ApiError, connectApi } from './api';
import { journeyAt, picture } from './testing';

let requests: { url: string; init: RequestInit }[];
let answer: { status: number; body: unknown };

const api = connectApi((url, init) => {
  requests.push({ url: String(url), init: init ?? {} });
  return Promise.resolve({
    ok: answer.status < 400,
    status: answer.status,
    json: () =>
      answer.body === undefined
        ? Promise.reject(new SyntaxError('no JSON'))
        : Promise.resolve(answer.body),
  } as Response);
});

beforeEach(() => {
  requests = [];
  answer = { status: 200, body: journeyAt('consent') };
});

function error(code: string) {
  return { error: { code, message: `about ${code}` } };
}

test('asks for the current journey', async () => {
  await expect(api.current()).resolves.toEqual(journeyAt('consent'));
  expect(requests[0]?.url).toBe('/api/journey');
  expect(requests[0]?.init.method).toBe('GET');
});

test('asks at the address of the deployment', async () => {
  const elsewhere = connectApi((url) => {
    requests.push({ url: String(url), init: {} });
    return Promise.resolve({
      ok: true,
      json: () => Promise.resolve({}),
    } as Response);
  }, 'https://harbor.example.com');
  await elsewhere.start();
  expect(requests[0]?.url).toBe('https://harbor.example.com/api/journey');
});

test('has no current journey without a session', async () => {
  answer = { status: 401, body: error('no_session') };
  await expect(api.current()).resolves.toBeNull();
});

test('does not take a failing backend for a missing session', async () => {
  answer = { status: 503, body: error('unavailable') };
  await expect(api.current()).rejects.toThrow('about unavailable');
});

test.each([
  ['start', () => api.start(), 'POST', '', undefined],
  ['erase', () => api.erase(), 'DELETE', '', undefined],
  [
    'consent',
    () => api.consent('2026-01'),
    'PUT',
    '/consent',
    '{"accepted":true,"version":"2026-01"}',
  ],
  [
    'sendCode',
    () => api.sendCode('robin@example.com'),
    'POST',
    '/verification',
    '{"email":"robin@example.com"}',
  ],
  [
    'confirmCode',
    () => api.confirmCode('123456'),
    'POST',
    '/verification/confirm',
    '{"code":"123456"}',
  ],
])('%s calls the backend', async (_, call, method, path, body) => {
  await call();
  expect(requests[0]?.url).toBe(`/api/journey${path}`);
  expect(requests[0]?.init).toMatchObject({ method });
  expect(requests[0]?.init.body).toBe(body);
});

test('uploads the profile as a form', async () => {
  await api.uploadProfile({ displayName: 'Robin', picture: picture() });
  const form = requests[0]?.init.body as FormData;
  expect(form.get('displayName')).toBe('Robin');
  expect(form.get('picture')).toBeInstanceOf(File);
});

test('a refusal carries its code and sentence', async () => {
  answer = { status: 422, body: error('code_wrong') };
  const reason = await api.confirmCode('1').catch((thrown: unknown) => thrown);
  expect(reason).toBeInstanceOf(ApiError);
  expect(reason).toMatchObject({
    status: 422,
    code: 'code_wrong',
    message: 'about code_wrong',
  });
});

test('an answer that is no JSON becomes a readable refusal', async () => {
  answer = { status: 502, body: undefined };
  await expect(api.start()).rejects.toMatchObject({
    status: 502,
    code: 'unreadable',
  });
});
