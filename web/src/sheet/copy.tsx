import { useState } from 'react';
import { useLanguage } from '../i18n/index.ts';
import { useAnnounce } from '../shell/announce.tsx';
import controls from '../styles/controls.module.css';

/** Copies a text that is shown once. Where the browser doesn't allow it the text can still be selected, and the button says so. */
export function Copy({ text, label }: { text: string; label?: string }) {
  const { t } = useLanguage();
  const announce = useAnnounce();
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setState('copied');
      announce(t('shell.copy.done'));
    } catch {
      setState('refused');
      announce(t('shell.copy.refused'));
    }
  };
  const words = {
    idle: label ?? t('shell.copy'),
    copied: t('shell.copy.done'),
    refused: t('shell.copy.refused'),
  };
  return (
    <button type="button" className={controls.button} onClick={() => void copy()}>
      {words[state]}
    </button>
  );
}
