import { expect, test } from '@jest/globals';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { picture } from '../testing';
import { Consent } from './Consent';
import { ProfileUpload } from './ProfileUpload';
import { Verification } from './Verification';

const nothing = () => Promise.resolve();

function defer() {
  let resolve!: () => void;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

function button(name: string) {
  return screen.getByRole('button', { name });
}

test('consent must be given before going on', async () => {
  const user = userEvent.setup();
  render(<Consent onConsent={nothing} />);
  expect(button('Continue')).toBeDisabled();
  await user.click(screen.getByRole('checkbox'));
  expect(button('Continue')).toBeEnabled();
  await user.click(screen.getByRole('checkbox'));
  expect(button('Continue')).toBeDisabled();
});

test('the button rests while an action is under way', async () => {
  const user = userEvent.setup();
  const { promise, resolve } = defer();
  render(<Consent onConsent={() => promise} />);
  await user.click(screen.getByRole('checkbox'));
  await user.click(button('Continue'));
  expect(button('Continue')).toBeDisabled();
  resolve();
  await waitFor(() => expect(button('Continue')).toBeEnabled());
});

async function waitForCode() {
  const user = userEvent.setup();
  const codes: string[] = [];
  const confirm = (code: string) => {
    codes.push(code);
    return Promise.resolve();
  };
  render(<Verification onSend={nothing} onConfirm={confirm} />);
  await user.type(screen.getByLabelText('E-mail'), 'robin@example.com');
  await user.click(button('Send me a code'));
  const field = await screen.findByLabelText('Code');
  return { user, codes, field };
}

test('says where the code was sent', async () => {
  await waitForCode();
  expect(screen.getByText(/robin@example\.com/)).toBeVisible();
});

test('takes six digits and nothing else as a code', async () => {
  const { user, codes, field } = await waitForCode();
  await user.type(field, '12-34');
  expect(button('Confirm')).toBeDisabled();
  await user.type(field, 'x5678');
  expect(field).toHaveValue('123456');
  await user.click(button('Confirm'));
  expect(codes).toEqual(['123456']);
});

test('lets the visitor correct the address', async () => {
  const { user } = await waitForCode();
  await user.click(button('Use another address or a new code'));
  expect(screen.getByLabelText('E-mail')).toHaveValue('robin@example.com');
});

test('a profile needs a name and a picture', async () => {
  const user = userEvent.setup();
  render(<ProfileUpload onUpload={nothing} />);
  expect(button('Save profile')).toBeDisabled();
  await user.type(screen.getByLabelText('Name'), 'Robin');
  expect(button('Save profile')).toBeDisabled();
  await user.upload(screen.getByLabelText('Picture'), picture());
  expect(button('Save profile')).toBeEnabled();
});

test.each([
  ['of another type', picture('image/gif'), 'PNG, JPEG or WebP'],
  ['over 2 MB', picture('image/png', 2 * 1024 * 1024 + 1), 'at most 2 MB'],
])('objects to a picture %s', async (_, file, objection) => {
  const user = userEvent.setup({ applyAccept: false });
  render(<ProfileUpload onUpload={nothing} />);
  await user.type(screen.getByLabelText('Name'), 'Robin');
  await user.upload(screen.getByLabelText('Picture'), file);
  expect(screen.getByRole('alert')).toHaveTextContent(objection);
  expect(button('Save profile')).toBeDisabled();
});
