/** A declaration as it is typed, and what of it can be sent: texts in, content and the places that are not finished out. */
import type { CustomsStatus, DeclarationContent } from '../../../api/customs.ts';

export const partyNames = ['consignor', 'consignee', 'declarant'] as const;
export type PartyName = (typeof partyNames)[number];
export const incoterms = ['EXW', 'FCA', 'CPT', 'CIP', 'DAP', 'DPU', 'DDP'] as const;
export const documentKinds = [
  'invoice',
  'packing-list',
  'contract',
  'certificate-of-origin',
  'waybill',
  'licence',
  'phytosanitary',
  'veterinary',
  'dangerous-goods',
  'other',
] as const;
export type DocumentKind = (typeof documentKinds)[number];
export const statuses = ['not-lodged', 'lodged', 'held', 'released'] as const satisfies CustomsStatus[];

export interface PartyText {
  name: string;
  address: string;
  country: string;
  taxNumber: string;
}
export interface LineText {
  id: string;
  hs: string;
  description: string;
  origin: string;
  packages: string;
  grossKg: string;
  netKg: string;
  value: string;
  currency: string;
  /** Place of the box, or nothing. */
  container: string;
}
export interface DocumentText {
  id: string;
  kind: DocumentKind;
  number: string;
  date: string;
}
export interface DeclarationText {
  parties: Record<PartyName, PartyText>;
  incoterm: '' | (typeof incoterms)[number];
  incotermPlace: string;
  lines: LineText[];
  documents: DocumentText[];
}

let made = 0;
const nextId = () => `row-${++made}`;
export const emptyParty: PartyText = { name: '', address: '', country: '', taxNumber: '' };
export const newLine = (): LineText => ({
  id: nextId(),
  hs: '',
  description: '',
  origin: '',
  packages: '',
  grossKg: '',
  netKg: '',
  value: '',
  currency: 'USD',
  container: '',
});
export const newDocument = (kind: DocumentKind): DocumentText => ({
  id: nextId(),
  kind,
  number: '',
  date: '',
});

export function textOf(content: DeclarationContent): DeclarationText {
  const party = (name: PartyName): PartyText => ({
    ...emptyParty,
    ...content[name],
    taxNumber: content[name]?.taxNumber ?? '',
  });
  return {
    parties: { consignor: party('consignor'), consignee: party('consignee'), declarant: party('declarant') },
    incoterm: content.incoterm ?? '',
    incotermPlace: content.incotermPlace ?? '',
    lines: (content.lines ?? []).map((line) => ({
      ...line,
      id: nextId(),
      packages: String(line.packages),
      value: fromMinor(line.valueMinor, line.currency),
      container: line.container === undefined ? '' : String(line.container),
    })),
    documents: (content.documents ?? []).map((document) => ({ ...document, id: nextId() })),
  };
}

/** `open`: JSON pointers of fields that were begun and can't be kept as they are. */
export function contentOf(text: DeclarationText): { content: DeclarationContent; open: string[] } {
  const open: string[] = [];
  const content: DeclarationContent = {
    lines: text.lines.flatMap((line, index) => lineOf(line, `/lines/${index}`, open) ?? []),
    documents: text.documents.flatMap((document, index) => {
      if (document.number.trim() === '') open.push(`/documents/${index}/number`);
      if (!/^\d{4}-\d{2}-\d{2}$/.test(document.date)) open.push(`/documents/${index}/date`);
      return { kind: document.kind, number: document.number.trim(), date: document.date };
    }),
  };
  for (const name of partyNames) {
    const party = text.parties[name];
    if (Object.values(party).every((value) => value.trim() === '')) continue;
    for (const field of ['name', 'address', 'country'] as const)
      if (party[field].trim() === '') open.push(`/${name}/${field}`);
    const { taxNumber, ...rest } = party;
    content[name] = { ...rest, ...(taxNumber.trim() ? { taxNumber } : {}) };
  }
  if (text.incoterm) content.incoterm = text.incoterm;
  if (text.incotermPlace.trim()) content.incotermPlace = text.incotermPlace.trim();
  return { content, open };
}

type ContentLine = NonNullable<DeclarationContent['lines']>[number];

function lineOf(line: LineText, at: string, open: string[]): ContentLine {
  const need = (field: keyof LineText, fine: boolean) => fine || open.push(`${at}/${field}`);
  const [gross, net] = [decimal(line.grossKg), decimal(line.netKg)];
  const minor = toMinor(line.value, line.currency);
  need('hs', /^\d{6}(\d{2}(\d{2})?)?$/.test(line.hs));
  need('description', line.description.trim() !== '');
  need('origin', /^[A-Z]{2}$/.test(line.origin));
  need('packages', /^[1-9]\d{0,6}$/.test(line.packages.trim()));
  need('grossKg', gross !== null);
  need('netKg', net !== null);
  need('value', minor !== null);
  return {
    hs: line.hs,
    description: line.description.trim(),
    origin: line.origin,
    packages: Number(line.packages),
    grossKg: gross ?? '0',
    netKg: net ?? '0',
    valueMinor: minor ?? 0,
    currency: line.currency,
    ...(line.container === '' ? {} : { container: Number(line.container) }),
  };
}

/** `1 200,5` and `1200.5` are the same number; null where it is none. */
export function decimal(typed: string): string | null {
  const plain = typed.replace(/[\s\u00a0]/g, '').replace(',', '.');
  return /^\d{1,12}(\.\d{1,3})?$/.test(plain) ? plain : null;
}

/** Digits after the point that the currency has: two for most, none for the dong. */
const digitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

export function toMinor(typed: string, currency: string): number | null {
  const digits = digitsOf(currency);
  const [whole = '', fraction = ''] = typed
    .replace(/[\s\u00a0]/g, '')
    .replace(',', '.')
    .split('.');
  if (!/^\d{1,12}$/.test(whole) || !/^\d*$/.test(fraction) || fraction.length > digits) return null;
  return Number(whole + fraction.padEnd(digits, '0'));
}
export function fromMinor(minor: number, currency: string): string {
  const digits = digitsOf(currency);
  if (digits === 0) return String(minor);
  const text = String(minor).padStart(digits + 1, '0');
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`.replace(/\.0+$/, '');
}
