import react from '@vitejs/plugin-react';
import { defineConfig, loadEnv, type Plugin } from 'vite';

/** Serves and builds /config.json from the environment: one build fits every stage. */
function runtimeConfig(env: Record<string, string>): Plugin {
  const source = JSON.stringify({
    environment: env.HARBOR_ENVIRONMENT || 'development',
    release: env.HARBOR_RELEASE || '',
    apiUrl: env.HARBOR_API_URL || '',
    posthogKey: env.HARBOR_POSTHOG_KEY || '',
    posthogHost: env.HARBOR_POSTHOG_HOST || 'https://eu.i.posthog.com',
    sentryDsn: env.HARBOR_SENTRY_DSN || '',
  });
  return {
    name: 'harbor-runtime-config',
    configureServer(server) {
      server.middlewares.use('/config.json', (_request, response) => {
        response.setHeader('Content-Type', 'application/json');
        response.end(source);
      });
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'config.json', source });
    },
  };
}

export default defineConfig(({ mode }) => {
  const env = loadEnv(mode, '.', 'HARBOR_');
  return {
    plugins: [react(), runtimeConfig(env)],
    build: { sourcemap: true },
    server: {
      proxy: {
        // The host stays as it is: the API refuses pages of another origin.
        '/api': {
          target: env.HARBOR_API || 'http://localhost:8000',
          changeOrigin: false,
        },
      },
    },
  };
});
