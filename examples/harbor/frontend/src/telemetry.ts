import type { Config } from './config';

/** Product analytics and error tracking. */
export interface Telemetry {
  identify(userId: string): void;
  capture(event: string, properties?: Record<string, string>): void;
  captureError(error: unknown): void;
}

async function openAnalytics(config: Config) {
  if (!config.posthogKey) return null;
  const { default: PostHog } = await import('posthog-js-lite');
  const client = new PostHog(config.posthogKey, {
    host: config.posthogHost,
    // Visitors may leave at any step; an event that waits for company is lost.
    flushAt: 1,
  });
  await client.register({
    environment: config.environment,
    release: config.release,
  });
  return client;
}

async function openErrorTracking(config: Config) {
  if (!config.sentryDsn) return null;
  const { captureException, init } = await import('@sentry/browser');
  init({
    dsn: config.sentryDsn,
    environment: config.environment,
    release: config.release || undefined,
  });
  return captureException;
}

/**
 * Loads PostHog and Sentry only where they are set up. What a content blocker keeps
 * from loading stays off: nobody's sign-up depends on it.
 */
export async function openTelemetry(config: Config): Promise<Telemetry> {
  const [analytics, captureException] = await Promise.all([
    openAnalytics(config).catch(() => null),
    openErrorTracking(config).catch(() => null),
  ]);
  return {
    identify: (userId) => analytics?.identify(userId),
    capture: (event, properties) => analytics?.capture(event, properties),
    captureError: (error) => captureException?.(error),
  };
}
