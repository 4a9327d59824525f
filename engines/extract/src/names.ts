/** Names of the corridor found in a text: places, countries, organisations, projects, by any of their names in any language. */
import type { Token } from './text.ts';
import { tokensOf } from './text.ts';

export type NameKind = 'country' | 'region' | 'place' | 'organisation' | 'project' | 'indicator';
export interface Name {
  id: string;
  kind: NameKind;
  names: readonly string[];
  /** "Chinese", "Uzbek": they make a party of what is theirs only ("Chinese investments"). */
  adjectives?: readonly string[];
}
export interface Mention {
  id: string;
  kind: NameKind;
  /** Token indices: the first and the one after the last. */
  from: number;
  to: number;
  adjective: boolean;
}

interface Branch {
  next: Map<string, Branch>;
  name: Name | null;
  adjective: boolean;
}

/** A tree of words over all names: one walk a token finds the longest. */
export class Names {
  private readonly root: Branch = { next: new Map(), name: null, adjective: false };

  constructor(names: readonly Name[]) {
    for (const name of names) {
      for (const each of name.names) this.add(each, name, false);
      for (const each of name.adjectives ?? []) this.add(each, name, true);
    }
  }

  private add(text: string, name: Name, adjective: boolean): void {
    const words = tokensOf(text).map(({ low }) => low);
    if (words.length === 0) return;
    let branch = this.root;
    for (const word of words) {
      let next = branch.next.get(word);
      if (!next) {
        next = { next: new Map(), name: null, adjective: false };
        branch.next.set(word, next);
      }
      branch = next;
    }
    // The first to claim a name keeps it: countries come before towns.
    if (branch.name) return;
    branch.name = name;
    branch.adjective = adjective;
  }

  /** The longest names, from left to right, not overlapping. Only what is written with a capital, where its script has them. */
  in(tokens: readonly Token[]): Mention[] {
    const found: Mention[] = [];
    for (let index = 0; index < tokens.length; index++) {
      if (!/^[\p{Lu}\p{Lo}]/u.test(tokens[index]!.text)) continue;
      let branch: Branch | undefined = this.root;
      let best: Mention | null = null;
      for (let at = index; branch && at < tokens.length; at++) {
        const word = tokens[at]!.low.replace(/'s$/, '');
        branch = branch.next.get(tokens[at]!.low) ?? branch.next.get(word);
        if (branch?.name)
          best = {
            id: branch.name.id,
            kind: branch.name.kind,
            from: index,
            to: at + 1,
            adjective: branch.adjective,
          };
      }
      if (!best) continue;
      found.push(best);
      index = best.to - 1;
    }
    return found;
  }
}
