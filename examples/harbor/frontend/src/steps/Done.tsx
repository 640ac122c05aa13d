import { ActionForm } from '../ActionForm';

interface Props {
  email: string | null;
  onErase: () => Promise<void>;
}

export function Done({ email, onErase }: Props) {
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
      <ActionForm label="Erase my account" onSubmit={onErase} />
    </>
  );
}
