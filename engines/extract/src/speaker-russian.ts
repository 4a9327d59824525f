/** Who says so in a Russian sentence: "сообщил директор порта Тимур Ахметов", "по данным Нацкомстата", "Ксения Ли отметила". */
import type { Attribution } from './speaker-source.ts';

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

const saying = '(?:сообщил|заявил|отметил|уточнил|подсчитал|пояснил|объявил|оценил|прогнозиру)[а-я]*';
const institutions =
  '(?:[Мм]инистерств|[Бб]юро|[Кк]омитет|[Аа]гентств|[Бб]анк|[Фф]онд|[Аа]ссоциаци|[Кк]омпани|[Сс]лужб|[Уу]правлени|[Вв]едомств|[Дд]епартамент|[Цц]ентр|[Мм]ин\\p{Ll}+|[Нн]ац\\p{Ll}+|[Гг]ос\\p{Ll}+)\\p{Ll}*';
const whole = `(?:\\p{Lu}\\p{Ll}+ ){0,2}${institutions}(?: (?!в |на |за |о |об |со |что )[\\p{L}«»-]+){0,4}?`;
/** "… , сообщило Бюро национальной статистики", "говорится в отчёте Нацбанка", "сообщили в министерстве". */
const announced = new RegExp(
  `(?:${saying}|говорится в (?:отчёте|отчете|сообщении|докладе|обзоре|релизе|прогнозе)|сообщили в|заявили в|отметили в|уточнили в|подсчитали в) (${whole})(?=[,.:;]|$| (?:в|на|за|о|об|со) )`,
  'u',
);
const announcing = new RegExp(`(?:^|[,.] )(${whole}) ${saying}`, 'u');

export function attributionInRussian(sentence: string): Attribution | null {
  if (!/\p{Script=Cyrillic}/u.test(sentence)) return null;
  const named = behind.exec(sentence)?.[1] ?? words.exec(sentence)?.[1] ?? front.exec(sentence)?.[1];
  if (named) return { who: { name: named }, carries: false };
  if (pronoun.test(sentence)) return { who: { person: true }, carries: false };
  const institution =
    data.exec(sentence)?.[1] ?? announced.exec(sentence)?.[1] ?? announcing.exec(sentence)?.[1];
  return institution ? { who: { name: institution }, carries: false } : null;
}
