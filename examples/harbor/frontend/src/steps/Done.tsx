import { useState } from 'react';
import { ActionForm } from '../ActionForm';

interface Props {
  email: string | null;
  onErase: () => Promise<void>;
}

export function Done({ email, onErase }: Props) {
  const [leaving, setLeaving] = useState(false);
  return (
    <>
      <h1>You are on board</h1>
      <img
        className="picture"
        src="/api/journey/profile/picture"
        alt="Your profile"
        width="96"
        height="96"
      />
      <p>Your account is ready. We will write to {email}.</p>
      {leaving ? (
        <ActionForm label="Yes, erase it" onSubmit={onErase}>
          <p>This erases your account and everything in it for good.</p>
        </ActionForm>
      ) : (
        <button
          type="button"
          className="quiet"
          onClick={() => setLeaving(true)}
        >
          Erase my account
        </button>
      )}
    </>
  );
}
