import { expect, it } from 'vitest';
import { compare } from './audit.ts';
import { read } from './reading.ts';
import { type Fixture, fixtures, knowledge } from './testing.ts';

/** Texts of one story, by what stands before the stroke in their ids. */
function stories(name: string): [string, Fixture[]][] {
  const byStory = new Map<string, Fixture[]>();
  for (const each of fixtures(name)) {
    const [story = ''] = each.id.split('/');
    byStory.set(story, [...(byStory.get(story) ?? []), each]);
  }
  return [...byStory];
}
const compared = (texts: readonly Fixture[]) =>
  compare(
    texts.map((each) => read(each, knowledge)),
    knowledge,
  );

it.each(stories('planted'))(
  'what was planted in %s is found in the text at fault, and nothing else',
  (_story, texts) => {
    const found = compared(texts).findings.map(
      ({ message, spots: [first] }) => `${first?.article} ${message}`,
    );
    const expected = texts.flatMap(({ id, expected: messages }) =>
      messages.split(' ').flatMap((each) => (each === '' ? [] : [`${id} ${each}`])),
    );
    expect(found.toSorted()).toEqual(expected.toSorted());
  },
);

it.each(stories('retold'))('nothing is told of %s, which was retold as one may', (_story, texts) => {
  expect(compared(texts).findings).toEqual([]);
});

it('most of what was retold is known for a copy', () => {
  const copies = stories('retold').map(([, texts]) => compared(texts).copies.length);
  expect(copies.filter((each) => each > 0).length).toBeGreaterThanOrEqual(6);
});
