/** A way in a line of words: through where, and how sure. */
import type { Option } from '../api/freight.ts';
import type { Language } from '../i18n/index.ts';

export function viaText(option: Option, { t, format }: Pick<Language, 't' | 'format'>): string {
  const gauges = option.legs.filter((leg) => leg.crossing?.kind === 'gauge-change').length;
  const names = option.via.map((via) => via.name).join(format.table.list);
  return [names, t('freight.option.gauges', { count: gauges })].filter(Boolean).join(' · ');
}

export function riskText(option: Option, { t }: Pick<Language, 't'>): string {
  const { level, at } = option.risk;
  return at ? t(`freight.risk.${level}.at`, { place: at.name }) : t(`freight.risk.${level}`);
}
