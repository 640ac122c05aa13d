/** Hand-written stand-ins that tests share. */
import type { Api, Journey, Profile, Step } from './api';
import type { Telemetry } from './telemetry';

export function journeyAt(step: Step): Journey {
  return {
    userId: 'user-1',
    step,
    email: step === 'done' || step === 'profile' ? 'robin@example.com' : null,
    consentVersion: '2026-01',
  };
}

/** A backend that lets everybody through, until it is told to fail. */
export class FakeApi implements Api {
  calls: string[] = [];
  uploaded: Profile | null = null;
  failure: Error | null = null;

  constructor(private journey: Journey | null) {}

  private answer(call: string, step?: Step): Promise<Journey> {
    this.calls.push(call);
    if (this.failure) return Promise.reject(this.failure);
    if (step) this.journey = journeyAt(step);
    return Promise.resolve(this.journey ?? journeyAt('consent'));
  }

  current() {
    if (this.failure) return Promise.reject(this.failure);
    return Promise.resolve(this.journey);
  }
  start() {
    return this.answer('start', 'consent');
  }
  async erase() {
    await this.answer('erase');
    this.journey = null;
  }
  consent(version: string) {
    return this.answer(`consent ${version}`, 'verification');
  }
  async sendCode(email: string) {
    await this.answer(`sendCode ${email}`);
  }
  confirmCode(code: string) {
    return this.answer(`confirmCode ${code}`, 'profile');
  }
  uploadProfile(profile: Profile) {
    this.uploaded = profile;
    return this.answer(`uploadProfile ${profile.displayName}`, 'done');
  }
}

export class FakeTelemetry implements Telemetry {
  events: string[] = [];
  users: string[] = [];
  errors: unknown[] = [];

  identify(userId: string) {
    this.users.push(userId);
  }
  capture(event: string, properties?: Record<string, string>) {
    this.events.push([event, ...Object.values(properties ?? {})].join(' '));
  }
  captureError(error: unknown) {
    this.errors.push(error);
  }
}

export function picture(type = 'image/png', size = 16): File {
  return new File([new Uint8Array(size)], 'picture', { type });
}
