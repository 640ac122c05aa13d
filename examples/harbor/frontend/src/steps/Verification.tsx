import { useState } from 'react';
import { ActionForm } from '../ActionForm';

interface Props {
  onSend: (email: string) => Promise<void>;
  onConfirm: (code: string) => Promise<void>;
}

export function Verification({ onSend, onConfirm }: Props) {
  const [email, setEmail] = useState('');
  const [code, setCode] = useState('');
  const [sent, setSent] = useState(false);

  if (!sent) {
    return (
      <>
        <h1>Your e-mail address</h1>
        <ActionForm
          label="Send me a code"
          onSubmit={async () => {
            await onSend(email);
            setSent(true);
          }}
        >
          <label>
            E-mail
            <input
              type="email"
              autoComplete="email"
              required
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          </label>
        </ActionForm>
      </>
    );
  }

  return (
    <>
      <h1>Check your mail</h1>
      <p>We have sent a code of six digits to {email}.</p>
      <ActionForm
        label="Confirm"
        disabled={code.length !== 6}
        onSubmit={() => onConfirm(code)}
      >
        <label>
          Code
          <input
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            onChange={(event) =>
              setCode(event.target.value.replace(/\D/g, '').slice(0, 6))
            }
          />
        </label>
      </ActionForm>
      <button
        type="button"
        className="quiet"
        onClick={() => {
          setCode('');
          setSent(false);
        }}
      >
        Use another address or a new code
      </button>
    </>
  );
}
