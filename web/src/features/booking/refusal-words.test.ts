import { expect, test } from 'vitest';
import { ProblemError, ServerUnreachable } from '../../api/client.ts';
import { refusals, refusalWords } from './refusal-words.ts';

const problem = (code: string) =>
  new ProblemError({ type: '', title: 'A title', status: 409, code, detail: 'A detail.' });
const t = (key: string) => key;

test('a known refusal is told in the reader’s words, with a way on', () => {
  const words = refusalWords(problem('full'), t);
  expect(words).toMatchObject({
    title: 'booking.refusal.full',
    text: 'booking.refusal.full.text',
    detail: '',
  });
  expect(words.ways).toEqual(['wait', 'plan']);
  expect(words.lang).toBeUndefined();
});
test('which train refuses dangerous goods stands in the server’s sentence, which is kept beside ours', () => {
  expect(refusalWords(problem('goods-not-taken'), t).detail).toBe('A detail.');
});
test('an unknown refusal is told in the server’s words, marked as English', () => {
  expect(refusalWords(problem('brand-new'), t)).toMatchObject({
    title: 'A title',
    text: 'A detail.',
    lang: 'en',
  });
});
test('silence is not a refusal: nothing is lost and it can be sent again', () => {
  expect(refusalWords(new ServerUnreachable('x'), t)).toMatchObject({ code: 'away', ways: ['again'] });
});
test('a name every object has is no code', () => {
  expect(Object.hasOwn(refusals, 'constructor')).toBe(false);
  expect(refusalWords(problem('constructor'), t).code).toBe('other');
});
