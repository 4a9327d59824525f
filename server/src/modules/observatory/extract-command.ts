/** `serai extract FILE...`: every figure, time and event of texts, with the place it stands in. Needs no database and no network. */
import { type Claim, extract } from '@serai/extract';
import { type Command, InvalidArgumentError } from 'commander';
import { corridorFromFiles, packFolder } from '../../corridor/index.ts';
import { readConfig } from '../../platform/config.ts';
import { root } from '../../platform/root.ts';
import { claimFields } from './claim-fields.ts';
import { textOf } from './compare/files.ts';
import { gazetteer } from './compare/gazetteer.ts';

export function extractCommand(program: Command): void {
  program
    .command('extract')
    .description('Read the figures, times and events out of texts')
    .argument('<file...>', 'texts (UTF-8)')
    .option('--date <date>', 'the date of files that don’t say it in a line “Date: YYYY-MM-DD”', dateOf)
    .option('--json', 'print one JSON object a line, for each claim; spans count UTF-16 units of the file')
    .addHelpText(
      'after',
      '\nEnds with 0 when done, 1 when a file could not be read, 2 when it was not understood.',
    )
    .action(run);
}

function run(files: string[], { date, json }: { date?: string; json?: boolean }): void {
  const names = gazetteer(corridorFromFiles(packFolder(root, readConfig(process.env).corridor)));
  // All are read before anything is printed: a file that can't be read leaves no half of an answer.
  const texts = files.map((file) => ({ file, ...textOf(file) }));
  for (const { file, text, date: own } of texts) {
    const claims = extract(text, { date: own ?? date ?? null, names });
    for (const claim of claims)
      console.log(json ? JSON.stringify({ file, ...claimFields(claim) }) : lineOf(file, claim));
  }
}

function lineOf(
  file: string,
  { start, kind, quote, modifier, lo, hi, unit, period, measure, speaker }: Claim,
): string {
  const value =
    lo === null
      ? ''
      : `${modifier === '=' ? '' : modifier}${lo === hi ? lo : `${lo}–${hi}`} ${unit ?? ''}`.trim();
  const when = period === null || kind === 'time' ? '' : period.label;
  const span = kind === 'time' && period ? `${period.start ?? '…'} – ${period.end ?? '…'}` : '';
  return [
    `${file}:${start}`,
    kind,
    JSON.stringify(quote),
    value || span || (measure ?? ''),
    when,
    speaker ?? '',
  ]
    .join('\t')
    .trimEnd();
}

function dateOf(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(text)))
    throw new InvalidArgumentError('A date is written 2026-12-01.');
  return text;
}
