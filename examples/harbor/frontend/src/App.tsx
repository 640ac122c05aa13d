import { useContext, useEffect, useState } from 'react';
import { ApiError, type Api, type Journey } from './api';
import { Progress } from './Progress';
import { Consent } from './steps/Consent';
import { Done } from './steps/Done';
import { ProfileUpload } from './steps/ProfileUpload';
import { Verification } from './steps/Verification';
import { Welcome } from './steps/Welcome';
import { TelemetryContext } from './TelemetryContext';

type State = Journey | 'loading' | 'unreachable' | null;

export function App({ api }: { api: Api }) {
  const telemetry = useContext(TelemetryContext);
  const [state, setState] = useState<State>('loading');

  useEffect(() => {
    let left = false;
    api.current().then(
      (journey) => left || setState(journey),
      (error: unknown) => {
        telemetry.captureError(error);
        if (!left) setState('unreachable');
      },
    );
    return () => {
      left = true;
    };
  }, [api, telemetry]);

  const step = typeof state === 'string' ? state : (state?.step ?? 'welcome');
  const userId = typeof state === 'string' ? undefined : state?.userId;

  useEffect(() => {
    if (userId) telemetry.identify(userId);
  }, [telemetry, userId]);

  useEffect(() => {
    telemetry.capture('step_viewed', { step });
  }, [telemetry, step]);

  /** Goes where the backend says; a session that has ended starts over. */
  async function follow(next: Promise<State>) {
    try {
      setState(await next);
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 401)) throw error;
      setState(null);
    }
  }

  function page() {
    if (state === 'loading') return <p>Loading…</p>;
    if (state === 'unreachable') {
      return (
        <p role="alert">Harbor cannot be reached. Please try again later.</p>
      );
    }
    if (state === null) return <Welcome onStart={() => follow(api.start())} />;
    switch (state.step) {
      case 'consent':
        return (
          <Consent
            onConsent={() => follow(api.consent(state.consentVersion))}
          />
        );
      case 'verification':
        return (
          <Verification
            onSend={(email) => follow(api.sendCode(email).then(() => state))}
            onConfirm={(code) => follow(api.confirmCode(code))}
          />
        );
      case 'profile':
        return (
          <ProfileUpload
            onUpload={(profile) => follow(api.uploadProfile(profile))}
          />
        );
      case 'done':
        return (
          <Done
            email={state.email}
            onErase={() => follow(api.erase().then(() => null))}
          />
        );
    }
  }

  return (
    <main>
      {state !== null && typeof state !== 'string' && (
        <Progress current={state.step} />
      )}
      {page()}
    </main>
  );
}
