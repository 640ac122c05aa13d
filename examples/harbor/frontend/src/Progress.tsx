import type { Step } from './api';

const STEPS: { step: Step; label: string }[] = [
  { step: 'consent', label: 'Privacy' },
  { step: 'verification', label: 'E-mail' },
  { step: 'profile', label: 'Profile' },
  { step: 'done', label: 'Done' },
];

export function Progress({ current }: { current: Step }) {
  return (
    <ol className="progress" aria-label="Progress">
      {STEPS.map(({ step, label }) => (
        <li key={step} aria-current={step === current ? 'step' : undefined}>
          {label}
        </li>
      ))}
    </ol>
  );
}
