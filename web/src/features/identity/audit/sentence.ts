/** An entry of the audit log as a sentence of the reader's language; what nobody has words for is said by its own name. */
import type { AuditEntry } from '../../../api/audit.ts';
import type { Role } from '../../../api/identity.ts';
import type { MessageKey, Translate } from '../../../i18n/index.ts';
import { roles } from '../role-list.ts';

/** Every kind of change with words of its own (`identity.audit.says.<what>`), under the noun it is about. */
export const kindsOfChange = {
  session: ['session.begun', 'session.ended'],
  person: ['person.invited', 'person.joined', 'person.renamed', 'person.roles-changed', 'person.removed'],
  invitation: ['invitation.revoked'],
  password: ['password.changed', 'password.reset'],
  'second-factor': ['second-factor.begun', 'second-factor.set', 'second-factor.removed'],
  organisation: [
    'organisation.admitted',
    'organisation.changed',
    'organisation.suspended',
    'organisation.let-in',
  ],
  token: ['token.made', 'token.revoked'],
  operator: ['operator.set-up', 'operator.restored'],
  'setup-link': ['setup-link.made'],
  secret: ['secret.renewed'],
  service: ['service.capacity-stated'],
  departure: ['departure.capacity-stated', 'departure.cancelled', 'departure.reinstated'],
  booking: [
    'booking.held',
    'booking.waiting',
    'booking.offered',
    'booking.confirmed',
    'booking.amended',
    'booking.containers-changed',
    'booking.cancelled',
    'booking.expired',
    'booking.left-behind',
  ],
  'booking-terms': ['booking-terms.stated'],
  declaration: [
    'declaration.written',
    'declaration.changed',
    'declaration.lodged',
    'declaration.held',
    'declaration.released',
  ],
  'customs-office': ['customs-office.stated'],
} as const;
export const nouns = Object.keys(kindsOfChange) as (keyof typeof kindsOfChange)[];
type Noun = keyof typeof kindsOfChange;
export type KindOfChange = (typeof kindsOfChange)[Noun][number];

const known = new Set<string>(Object.values(kindsOfChange).flat());
const isKnown = (what: string): what is KindOfChange => known.has(what);

export function sentence(entry: AuditEntry, t: Translate, list: string): string {
  const values = {
    who: whoOf(entry, t),
    about: aboutOf(entry),
    was: text(fields(entry.before).name),
    roles: rolesOf(fields(entry.after).roles, t, list),
  };
  return isKnown(entry.what)
    ? t(`identity.audit.says.${entry.what}` satisfies MessageKey, values)
    : t('identity.audit.says', { ...values, what: entry.what });
}

export function whoOf(entry: AuditEntry, t: Translate): string {
  // a link that was followed before anybody was known has neither a name nor a token
  if (entry.personName === null) return t('identity.audit.server');
  return entry.via === 'token' ? t('identity.audit.token', { name: entry.personName }) : entry.personName;
}

/** What it is about, by the best name the entry has for it. */
function aboutOf({ subject, before, after }: AuditEntry): string {
  const [of, was] = [fields(after), fields(before)];
  const named = [of.name, was.name, of.email, was.email, of.number, was.number].map(text).find(Boolean);
  return named || subject.slice(subject.indexOf(':') + 1);
}

function rolesOf(value: unknown, t: Translate, list: string): string {
  if (!Array.isArray(value)) return '';
  return roles
    .filter((role: Role) => value.includes(role))
    .map((role) => t(`identity.role.${role}`))
    .join(list);
}

type Fields = Readonly<Record<string, unknown>>;
const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export interface Difference {
  name: string;
  before: string;
  after: string;
}

/** What the entry holds of before and after, field by field; as it was written down, since it is a record. */
export function differencesOf({ before, after }: Pick<AuditEntry, 'before' | 'after'>): Difference[] {
  const [was, is] = [plain(before), plain(after)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].map((name) => ({
    name,
    before: written(was[name]),
    after: written(is[name]),
  }));
}
const plain = (value: unknown): Fields =>
  value === null || value === undefined
    ? {}
    : Object.keys(fields(value)).length > 0
      ? fields(value)
      : { '': value };
const written = (value: unknown): string => {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  return Array.isArray(value) && value.every((each) => typeof each === 'string')
    ? value.join(', ')
    : JSON.stringify(value);
};
