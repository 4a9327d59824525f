/** Names of speakers as they are written: without titles, offices and what follows a name. */
import type { Token } from './text.ts';

const titles =
  /^(?:(?:the|former|acting|first|deputy|vice|prime|foreign|trade|energy|finance|economy|transport|agriculture|industry|press|chief|executive|senior|general|assistant|associate|managing|lead|mr|mrs|ms|dr|prof|professor|president|minister|premier|director|governor|mayor|ambassador|chairman|chairwoman|chairperson|secretary|spokesman|spokeswoman|spokesperson|counselor|counsellor|captain|colonel|senator|analyst|economist|coach|head|manager|engineer|officer|vice-minister|vice-president|vice-chairman|referee|judge|sergeant|inspector|attaché|consul|commissioner|rector|leader|partner|founder|owner|researcher|striker|defender)(?:\.|-(?=\p{Lu}))? )+(?=\p{Lu})/iu;

/** A person's name alone: "Deputy Minister Aidar Saparov" is Aidar Saparov, "Anna Kim of the Eurasian Institute" is Anna Kim. */
export function plainName(name: string): string {
  const polite = /^(?:Mr|Mrs|Ms|Dr|Mme|Prof)\.? (\p{Lu}[\p{L}'’.-]+)(?: (?:of|from|at|for) .*)?$/u.exec(name);
  if (polite) return polite[1]!;
  // "Uzbek Deputy Prime Minister Jamshid Kuchkarov".
  const native = name.replace(/^\p{Lu}\p{L}+(?:ese|an|ian|ish|ek|akh|yz|jik|men|i|ic) (?=\p{Lu})/u, '');
  if (native !== name && titles.test(native) && isPerson(native.replace(titles, '')))
    return native.replace(titles, '');
  // "Lawmaker Aigul Toktobekova".
  const [head, ...rest] = name.split(' ');
  if (office.test(head!.toLowerCase()) && isPerson(rest.join(' '))) return rest.join(' ');
  const told = name.replace(/ (?:data|figures|statistics)$/u, '');
  if (told !== name) return told;
  const based = name.replace(/^\p{Lu}[\p{L}]+-(?:based|listed|owned|backed) (?=\p{Lu})/u, '');
  if (based !== name) return plainName(based);
  const first = name.replace(/ (?:of|from|at|for) .*$/u, '');
  const short =
    isPerson(first.replace(titles, '')) && first !== name && !institution.test(first) ? first : name;
  // "Minister of Trade Marat Omarov": the name is behind the office.
  const officer = /^.*? (?:of|for) .* (\p{Lu}\p{Ll}[\p{L}'’-]* \p{Lu}[\p{L}'’-]*)$/u.exec(name);
  if (
    officer &&
    office.test(
      name
        .split(/ (?:of|for) /)[0]!
        .split(' ')
        .at(-1)!
        .toLowerCase(),
    ) &&
    isPerson(officer[1]!)
  )
    return officer[1]!;
  const bare = short.replace(titles, '');
  return bare === '' || institution.test(bare) || office.test(bare.toLowerCase()) ? short : bare;
}

const institution =
  /(?:^| |-)(?:Ministry|Department|Committee|Agency|Bureau|Bank|Group|Company|Corporation|Administration|Council|Office|Institute|University|Centre|Center|Association|Railway|Railways|Customs|Commission|Service|Monitor|Times|News|Daily|Fund|Union|Academy|Authority|Board|Society|Statistics|Chamber|Port|Energy|Holdings?|Airlines?|Alliance|Federation|Foundation|Secretariat|Consortium|Logistics|Terminal|Express|Media|Embassy|Parliament|Court|Exchange|Retail|Steel|Motors?|Oil|Gas|Capital|Partners|Engineering|Construction|Transit|Statement|Outlook|Report|Survey|Bulletin|Container|Lines?|Shipping|Freight|Cargo)(?: |$)/u;
export const isInstitution = (name: string): boolean => institution.test(name);
/** What is no name of a person though it is written like one. */
const place =
  /(?:^| |-)(?:Asia|Europe|Africa|America|Corridor|Region|Province|Sea|Road|Pass|Republic|River|Valley|City|Expo|Summit|Highlands|Mountains?|Lake|Gulf|East|West|North|South|Kingdom|States|Initiative|Plan|Park|Bridge|Tunnel|Canal|Highway|Street|Avenue|Zone|District|County|Prefecture|Oblast|Games|Cup|League|Day|Week|Year|Festival|Forum|Fair|Belt|Silk|New|Old|Upper|Lower|Great|Deputy|Chairman|Minister|Minister’s|President|Director|Secretary|Governor|Ambassador|Prime|Speaker|Premier|Vice|Chief|Head)(?: |$)/u;

export const isPerson = (name: string): boolean =>
  /^\p{Lu}[\p{L}'’.-]+(?: (?:de|van|von|bin|al|el|der|la))?(?: \p{Lu}[\p{L}'’.-]*){1,3}$/u.test(name) &&
  !institution.test(name) &&
  !place.test(name) &&
  !/^(?:January|February|March|July|August|September|October|November|December|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day) | I$/.test(
    name,
  ) &&
  !/^(?:About|In|On|At|By|For|From|With|After|Before|The|An|Of|To|As|But|And|Over|Under|Some|Most|All|Many|Our|Its|Their|This|That|These|Those|More|Only|Even|Not|No|Since|While|Until|Between|Its|His|Her|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Last|Next|Both|Each|Every|Another|Other|Such|If|When|Where|What|Why|How) /.test(
    name,
  );

/** A state, its capital or what is said for it: they want and hold things, and say nothing themselves. */
export const isState = (name: string): boolean =>
  /^(?:China|Russia|Kazakhstan|Uzbekistan|Kyrgyzstan|Tajikistan|Turkmenistan|Azerbaijan|Georgia|Armenia|Turkey|Iran|India|Pakistan|Afghanistan|Mongolia|Japan|Germany|France|Europe|Beijing|Astana|Almaty|Tashkent|Bishkek|Dushanbe|Ashgabat|Moscow|Baku|Tbilisi|Washington|Brussels|London)$/.test(
    name,
  );

const offices =
  'spokesman|spokeswoman|spokesperson|director|manager|minister|head|chief|chairman|chairwoman|chair|analyst|economist|engineer|officer|president|founder|owner|ambassador|governor|mayor|expert|researcher|professor|executive|coach|trader|farmer|secretary|attaché|forwarder|driver|representative|adviser|advisor|author|deputy|co-founder|partner|leader|official|diplomat|lawyer|broker|dealer|buyer|seller|host|hostess|guide|teacher|student|worker|foreman|captain|pilot|doctor|scientist|geologist|hydrologist|historian|scholar|lecturer|rector|dean|consultant|investor|shopkeeper|entrepreneur|businessman|businesswoman|boss|planner|dispatcher|commissioner|consul|envoy|lawmaker|senator|deputy-minister|vice-minister|vice-president|vice-chairman|premier|auditor|editor|journalist|correspondent|blogger|interpreter|translator|beekeeper|grower|herder|shepherd|miller|exporter|importer|customer|client|passenger|resident|villager|mother|father|brother|sister|son|daughter|colleague|veteran|striker|defender|goalkeeper|referee|nurse|surgeon|astronomer|physicist|chemist|biologist|developer|designer|architect|speaker|counsellor|counselor';
const office = new RegExp(`^(?:${offices})$`);
export const isOffice = ({ low }: Token): boolean => office.test(low);

/** After "said": "ministry spokesman Rustam Aliyev", "the plant's director, Ali Valiyev": the person at the end of the office. */
export function personBehind(tokens: readonly Token[], from: number): string | null {
  let found = false;
  for (let at = from; at < Math.min(tokens.length, from + 14); at++) {
    const each = tokens[at]!;
    if (each.text === ',' && found) continue;
    if (each.kind !== 'word' && !/^[-–&']$/.test(each.text)) return null;
    if (isOffice(each)) found = true;
    else if (
      found &&
      /^\p{Lu}/u.test(each.text) &&
      /^\p{Lu}/u.test(tokens[at + 1]?.text ?? '') &&
      tokens[at + 1]?.kind === 'word'
    ) {
      let end = at;
      while (tokens[end]?.kind === 'word' && /^\p{Lu}/u.test(tokens[end]!.text)) end++;
      const name = written(tokens, at, end);
      if (isPerson(name)) return name;
    }
  }
  return null;
}

/** As it stands in the text, its line breaks made spaces; a possessive is taken off its end. */
export function written(tokens: readonly Token[], from: number, end: number): string {
  let out = '';
  for (let index = from; index < end; index++)
    out += (index > from && !tokens[index]!.glued ? ' ' : '') + tokens[index]!.text;
  return out.replace(/['’]s$|(?<=s)['’]$/, '');
}
