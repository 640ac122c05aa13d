import { ActionForm } from '../ActionForm';

export function Welcome({ onStart }: { onStart: () => Promise<void> }) {
  return (
    <>
      <h1>Welcome to Harbor</h1>
      <p>Signing up takes about two minutes: four short steps.</p>
      <ActionForm label="Get started" onSubmit={onStart} />
    </>
  );
}
