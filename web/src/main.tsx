import './styles/tokens.css';
import './styles/fonts.css';
import './styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { LanguageProvider, loadLocale, preferredLanguage } from './i18n/index.ts';
import { App } from './shell/app.tsx';
import { followSystemTheme } from './shell/theme.ts';

followSystemTheme();
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root.');

const locale = await loadLocale(preferredLanguage());
createRoot(root).render(
  <StrictMode>
    <LanguageProvider first={locale}>
      <App />
    </LanguageProvider>
  </StrictMode>,
);
