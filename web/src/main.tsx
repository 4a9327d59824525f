import './styles/tokens.css';
import './styles/fonts.css';
import './styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { networkQuery } from './api/freight.ts';
import { queries } from './api/queries.ts';
import { LanguageProvider, loadLocale, preferredLanguage } from './i18n/index.ts';
import { App } from './shell/app.tsx';
import { followSystemTheme } from './shell/theme.ts';

followSystemTheme();
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root.');

const language = preferredLanguage();
// nearly every page begins with the network: it is asked for while the messages are still on their way
void queries.prefetchQuery(networkQuery(language));
const locale = await loadLocale(language);
createRoot(root).render(
  <StrictMode>
    <LanguageProvider first={locale}>
      <App />
    </LanguageProvider>
  </StrictMode>,
);
