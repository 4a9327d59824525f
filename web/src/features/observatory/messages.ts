import type findings from '../../../../locales/en/findings.json';
import type observatory from '../../../../locales/en/observatory.json';

declare module '../../i18n/messages.ts' {
  interface MessageFiles {
    observatory: typeof observatory;
    findings: typeof findings;
  }
}
