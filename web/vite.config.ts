import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { locales } from './src/i18n/build.ts';

/** The API the development server hands /api to; `npm start` serves both from one address. */
const api = process.env.SERAI_API ?? 'http://127.0.0.1:4870';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), locales(`${import.meta.dirname}/../locales`)],
  server: { proxy: { '/api': api } },
  preview: { proxy: { '/api': api } },
  build: {
    // a font or an image in a data: address would be refused by the Content-Security-Policy
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // scripts/budget.mjs reads what the first view loads from it
    manifest: true,
    // the map's library is 1 MB by itself, in a chunk of its own that only a map loads
    chunkSizeWarningLimit: 1200,
    // how long plugins took is not what someone who starts Serai wants to read
    rolldownOptions: { checks: { pluginTimings: false } },
    target: ['chrome111', 'firefox114', 'safari16.4'],
  },
});
