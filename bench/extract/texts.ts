import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LabelledText } from './labels.ts';

export interface Text extends LabelledText {
  text: string;
}

/** A labelled set, each text checked against its hash and every label against the text. */
export function readSet(set: string, folder = join('extract', set)): Text[] {
  const lines = readFileSync(join('extract', set, 'labels.jsonl'), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => {
    const labelled = JSON.parse(line) as LabelledText;
    const text = readFileSync(join(folder, labelled.file), 'utf8');
    if (createHash('sha256').update(text).digest('hex') !== labelled.sha256)
      throw new Error(
        `${join(folder, labelled.file)} is not the text that was labelled: its SHA-256 differs.`,
      );
    for (const { start, end, quote } of labelled.labels)
      if (text.slice(start, end) !== quote)
        throw new Error(`${labelled.file}: “${quote}” does not stand at ${start}.`);
    return { ...labelled, text };
  });
}

/** The five articles are not ours: where their folder is not given, they are left out. */
export function readArticles(folder: string | undefined): Text[] | null {
  if (folder === undefined || !existsSync(folder)) return null;
  return readSet('articles', folder);
}
