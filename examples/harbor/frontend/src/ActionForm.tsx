import type { ReactNode } from 'react';
import { useAction } from './useAction';

interface Props {
  label: string;
  disabled?: boolean;
  onSubmit: () => Promise<void>;
  children?: ReactNode;
}

/** A form with one button, which says when it is busy and what went wrong. */
export function ActionForm({ label, disabled, onSubmit, children }: Props) {
  const { run, busy, error } = useAction(onSubmit);
  return (
    <form
      aria-busy={busy}
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      {children}
      {error && <p role="alert">{error}</p>}
      <button type="submit" disabled={disabled || busy}>
        {label}
      </button>
    </form>
  );
}
