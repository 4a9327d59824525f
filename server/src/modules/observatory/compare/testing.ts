/** For tests: texts of our own, innocent and guilty, and a corridor to read them with. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { corridorFromFiles } from '../../../corridor/index.ts';
import { root } from '../../../platform/root.ts';
import { knowledgeOf } from './knowledge.ts';
import { type Article, type Reading, read } from './reading.ts';

export const knowledge = knowledgeOf(corridorFromFiles(join(root, 'corridors/central-asia')));

export interface Fixture extends Article {
  /** The check that must find it. */
  expected: string;
}

export function fixtures(name: string): Fixture[] {
  const text = readFileSync(
    join(root, 'server/src/modules/observatory/compare/fixtures', `${name}.txt`),
    'utf8',
  );
  return text
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n');
      const [id = '', date = '', expected = ''] = part
        .slice(0, end)
        .split('|')
        .map((each) => each.trim());
      return { id, title: id, publisher: '', date: date || null, expected, text: part.slice(end + 1).trim() };
    });
}

export const reading = (text: string, date: string | null = '2025-06-18', id = 'text'): Reading =>
  read({ id, title: id, publisher: '', date, text }, knowledge);
