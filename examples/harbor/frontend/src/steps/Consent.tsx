import { useState } from 'react';
import { ActionForm } from '../ActionForm';

export function Consent({ onConsent }: { onConsent: () => Promise<void> }) {
  const [accepted, setAccepted] = useState(false);
  return (
    <>
      <h1>Your privacy</h1>
      <p>
        We keep your e-mail address, your name and your picture, and use them
        only to run your account. You can erase them at any time.
      </p>
      <ActionForm label="Continue" disabled={!accepted} onSubmit={onConsent}>
        <label className="choice">
          <input
            type="checkbox"
            checked={accepted}
            onChange={(event) => setAccepted(event.target.checked)}
          />
          I have read this and agree
        </label>
      </ActionForm>
    </>
  );
}
