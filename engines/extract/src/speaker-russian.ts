/** Who says so in a Russian sentence: "сообщил директор порта Тимур Ахметов", "по данным Нацкомстата", "Ксения Ли отметила". */
import type { Attribution } from './speaker.ts';

const verb =
  '(?:сообщил|заявил|отметил|сказал|подчеркнул|рассказал|добавил|пояснил|уточнил|напомнил|считает|отмечает|сообщает|говорит|подчеркивает)[аи]?';
const person = '(\\p{Lu}\\p{Ll}+(?:-\\p{Lu}\\p{Ll}+)? \\p{Lu}\\p{Ll}*(?:-\\p{Lu}\\p{Ll}+)?)';
const behind = new RegExp(`${verb}(?: [\\p{Ll}«»"-]+| \\p{Lu}[\\p{L}]*(?= \\p{Ll})){0,10}? ${person}`, 'u');
const front = new RegExp(`${person},? ${verb}`, 'u');
const words = new RegExp(`[Пп]о словам (?:[\\p{Ll}-]+ ){0,8}${person}`, 'u');
const pronoun =
  /[Пп]о (?:его|её|ее) (?:словам|оценке|мнению|данным)|(?:^|[ ,])(?:он|она) (?:также )?(?:отметил|сказал|добавил|подчеркнул|сообщил)/u;
const data =
  /[Пп]о (?:данным|информации|оценке|сведениям|расчётам|расчетам) ((?:\p{Lu}[\p{L}-]*)(?: \p{L}+){0,4}?)(?=[,.]| в | за | на |$)/u;

export function attributionInRussian(sentence: string): Attribution | null {
  if (!/\p{Script=Cyrillic}/u.test(sentence)) return null;
  const named = behind.exec(sentence)?.[1] ?? words.exec(sentence)?.[1] ?? front.exec(sentence)?.[1];
  if (named) return { speaker: named, carries: true };
  if (pronoun.test(sentence)) return { speaker: '\u0000', carries: true };
  const institution = data.exec(sentence)?.[1];
  return institution ? { speaker: institution, carries: false } : null;
}
