/** Names of speakers as they are written: without titles, offices and what follows a name. */
import type { Token } from './text.ts';

const titles =
  /^(?:(?:the|former|acting|first|deputy|vice|prime|foreign|trade|energy|finance|economy|transport|agriculture|industry|press|chief|executive|senior|general|assistant|associate|managing|lead|executive|mr|mrs|ms|dr|prof|professor|president|minister|premier|director|governor|mayor|ambassador|chairman|chairwoman|chairperson|secretary|spokesman|spokeswoman|spokesperson|counselor|counsellor|captain|colonel|senator|analyst|economist|coach|head|manager|engineer|officer|vice-minister|referee|judge|sergeant|inspector)(?:\.|-(?=\p{Lu}))? )+(?=\p{Lu})/iu;

/** A person's name alone: "Deputy Minister Aidar Saparov" is Aidar Saparov, "Anna Kim of the Eurasian Institute" is Anna Kim. */
export function plainName(name: string): string {
  const first = name.replace(/ (?:of|from|at|for) .*$/u, '');
  const short =
    isPerson(first.replace(titles, '')) && first !== name && !institution.test(first) ? first : name;
  const bare = short.replace(titles, '');
  return bare === '' || institution.test(short) ? short : bare;
}

const institution =
  /(?:^| )(?:Ministry|Department|Committee|Agency|Bureau|Bank|Group|Company|Corporation|Administration|Council|Office|Institute|University|Centre|Center|Association|Railway|Railways|Customs|Commission|Service|Monitor|Times|News|Daily|Fund|Union|Academy|Authority|Board|Society|Statistics|Chamber|Port|Energy|Holdings?|Airlines?)(?: |$)/u;

export const isPerson = (name: string): boolean =>
  /^\p{Lu}[\p{L}'’.-]+(?: \p{Lu}[\p{L}'’.-]*){1,3}$/u.test(name) && !institution.test(name);

/** After "said": "ministry spokesman Rustam Aliyev", "the plant's director, Ali Valiyev": the person at the end of the office. */
export function personBehind(tokens: readonly Token[], from: number): string | null {
  let office = false;
  for (let at = from; at < Math.min(tokens.length, from + 14); at++) {
    const each = tokens[at]!;
    if (each.text === ',' && office) continue;
    if (each.kind !== 'word' && !/^[-–&']$/.test(each.text)) return null;
    if (
      /^(spokesman|spokeswoman|spokesperson|director|manager|minister|head|chief|chairman|chairwoman|analyst|economist|engineer|officer|president|founder|owner|ambassador|governor|mayor|expert|researcher|professor|executive|coach|trader|farmer|secretary|attaché|forwarder|driver|representative|adviser|advisor|author|deputy|co-founder|partner)$/.test(
        each.low,
      )
    )
      office = true;
    else if (
      office &&
      /^\p{Lu}/u.test(each.text) &&
      /^\p{Lu}/u.test(tokens[at + 1]?.text ?? '') &&
      tokens[at + 1]?.kind === 'word'
    ) {
      let end = at;
      while (tokens[end]?.kind === 'word' && /^\p{Lu}/u.test(tokens[end]!.text)) end++;
      const name = tokens
        .slice(at, end)
        .map(({ text }) => text)
        .join(' ')
        .replace(/['’]s$/, '');
      if (isPerson(name)) return name;
    }
  }
  return null;
}
