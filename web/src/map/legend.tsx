import { memo } from 'react';
import type { NetworkAnswer } from '../../../server/src/modules/freight/api.ts';
import type { MessageKey } from '../i18n/index.ts';
import { useLanguage } from '../i18n/index.ts';
import { type LineKind, lineKind } from './features.ts';
import styles from './legend.module.css';

const order: LineKind[] = ['1435', '1520', '1000', 'sea', 'road'];

/** Names only the lines and signs this corridor has. A narrow map shows it when asked. */
export const Legend = memo(function Legend({
  network,
  open,
  beside,
}: {
  network: NetworkAnswer;
  open: boolean;
  /** The list stands beside it and takes its width. */
  beside: boolean;
}) {
  const { t } = useLanguage();
  const kinds = new Set(network.legs.map(lineKind));
  const signs = (['gauge-change', 'border'] as const).filter((kind) =>
    network.crossings.some((crossing) => crossing.kind === kind),
  );
  return (
    <ul className={styles.legend} aria-label={t('map.legend')} data-open={open} data-beside={beside}>
      {order
        .filter((kind) => kinds.has(kind))
        .map((kind) => (
          <li key={kind}>
            <LineSign kind={kind} />
            {t(`map.line.${kind}` satisfies MessageKey)}
          </li>
        ))}
      {signs.map((kind) => (
        <li key={kind}>
          <svg viewBox="-10 -10 20 20" width="18" height="18" aria-hidden="true">
            <CrossingSign kind={kind} open />
          </svg>
          {t(`map.sign.${kind}` satisfies MessageKey)}
        </li>
      ))}
    </ul>
  );
});

function LineSign({ kind }: { kind: LineKind }) {
  return (
    <svg viewBox="0 0 26 8" width="26" height="8" aria-hidden="true" className={styles.line}>
      {kind === '1520' ? (
        <path d="M0 2.5h26M0 5.5h26" strokeWidth="1" />
      ) : (
        <path d="M0 4h26" data-kind={kind} />
      )}
    </svg>
  );
}

/** The signs of crossings as SVG, the same shapes the pannable map draws on its canvas. */
export function CrossingSign({ kind, open }: { kind: 'gauge-change' | 'border'; open: boolean }) {
  const shape = kind === 'gauge-change' ? 'M0-8L8 0L0 8L-8 0Z' : 'M-4-4H4V4H-4Z';
  const mark = open ? (kind === 'gauge-change' ? 'M-3 0H3M0-3V3' : '') : 'M-3 3L3-3';
  return (
    <path
      d={shape + mark}
      className={open ? (kind === 'gauge-change' ? styles.gaugeChange : styles.border) : styles.closed}
    />
  );
}
