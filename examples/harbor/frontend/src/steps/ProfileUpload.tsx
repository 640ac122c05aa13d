import { useState } from 'react';
import { ActionForm } from '../ActionForm';
import type { Profile } from '../api';

const TYPES = ['image/png', 'image/jpeg', 'image/webp'];
const MAX_BYTES = 2 * 1024 * 1024;

/** Why a picture will not be taken; the backend has the last word. */
function objection(picture: File | null): string | null {
  if (!picture) return null;
  if (!TYPES.includes(picture.type)) {
    return 'Please choose a PNG, JPEG or WebP picture.';
  }
  if (picture.size > MAX_BYTES) return 'The picture may have at most 2 MB.';
  return null;
}

interface Props {
  onUpload: (profile: Profile) => Promise<void>;
}

export function ProfileUpload({ onUpload }: Props) {
  const [displayName, setDisplayName] = useState('');
  const [picture, setPicture] = useState<File | null>(null);
  const problem = objection(picture);
  return (
    <>
      <h1>Your profile</h1>
      <ActionForm
        label="Save profile"
        disabled={!displayName.trim() || !picture || problem !== null}
        onSubmit={async () => {
          if (picture) await onUpload({ displayName, picture });
        }}
      >
        <label>
          Name
          <input
            autoComplete="name"
            maxLength={80}
            value={displayName}
            onChange={(event) => setDisplayName(event.target.value)}
          />
        </label>
        <label>
          Picture
          <input
            type="file"
            accept={TYPES.join(',')}
            onChange={(event) => setPicture(event.target.files?.[0] ?? null)}
          />
        </label>
        {problem && <p role="alert">{problem}</p>}
      </ActionForm>
    </>
  );
}
