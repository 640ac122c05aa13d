export type Step = 'consent' | 'verification' | 'profile' | 'done';

export interface Journey {
  userId: string;
  step: Step;
  email: string | null;
  consentVersion: string;
}

export interface Profile {
  displayName: string;
  picture: File;
}

/** What the pages ask of the backend. */
export interface Api {
  current(): Promise<Journey | null>;
  start(): Promise<Journey>;
  erase(): Promise<void>;
  consent(version: string): Promise<Journey>;
  sendCode(email: string): Promise<void>;
  confirmCode(code: string): Promise<Journey>;
  uploadProfile(profile: Profile): Promise<Journey>;
}

/** A refusal by the backend, with a sentence that may be shown. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

async function refusal(response: Response): Promise<ApiError> {
  try {
    const { error } = (await response.json()) as {
      error: { code: string; message: string };
    };
    return new ApiError(response.status, error.code, error.message);
  } catch {
    // A proxy on the way may answer with a page of its own.
    const message = 'Harbor cannot answer just now. Please try again.';
    return new ApiError(response.status, 'unreadable', message);
  }
}

/** The API at a URL without a path; the page's own origin when it is empty. */
export function connectApi(fetcher: typeof fetch, apiUrl = ''): Api {
  async function call(method: string, path: string, body?: unknown) {
    const init: RequestInit = { method, credentials: 'same-origin' };
    if (body instanceof FormData) {
      init.body = body;
    } else if (body !== undefined) {
      init.body = JSON.stringify(body);
      init.headers = { 'Content-Type': 'application/json' };
    }
    const response = await fetcher(`${apiUrl}/api/journey${path}`, init);
    if (!response.ok) throw await refusal(response);
    return response;
  }

  async function journey(method: string, path: string, body?: unknown) {
    const response = await call(method, path, body);
    return (await response.json()) as Journey;
  }

  return {
    async current() {
      try {
        return await journey('GET', '');
      } catch (error) {
        if (error instanceof ApiError && error.status === 401) return null;
        throw error;
      }
    },
    start: () => journey('POST', ''),
    async erase() {
      await call('DELETE', '');
    },
    consent: (version) =>
      journey('PUT', '/consent', { accepted: true, version }),
    async sendCode(email) {
      await call('POST', '/verification', { email });
    },
    confirmCode: (code) => journey('POST', '/verification/confirm', { code }),
    uploadProfile({ displayName, picture }) {
      const form = new FormData();
      form.set('displayName', displayName);
      form.set('picture', picture);
      return journey('PUT', '/profile', form);
    },
  };
}
