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
  // a font or an image in a data: address would be refused by the Content-Security-Policy
  build: {
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ['chrome111', 'firefox114', 'safari16.4'],
  },
});
