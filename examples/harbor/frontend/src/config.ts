export interface Config {
  environment: string;
  release: string;
  /** Where the API is, such as https://harbor.example.com; empty: where the page is. */
  apiUrl: string;
  posthogKey: string;
  posthogHost: string;
  sentryDsn: string;
}

const DEFAULTS: Config = {
  environment: 'unknown',
  release: '',
  apiUrl: '',
  posthogKey: '',
  posthogHost: 'https://eu.i.posthog.com',
  sentryDsn: '',
};

/** Reads /config.json; what it lacks, or all of it, falls back to the defaults. */
export async function loadConfig(fetcher: typeof fetch): Promise<Config> {
  try {
    const response = await fetcher('/config.json');
    if (!response.ok) return DEFAULTS;
    return { ...DEFAULTS, ...((await response.json()) as Partial<Config>) };
  } catch {
    // Without its settings the sign-up still works, only unobserved.
    return DEFAULTS;
  }
}
