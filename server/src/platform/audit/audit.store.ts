import { type Kysely, sql } from 'kysely';

/** A row as it is written; its time is the database's. */
export interface Entry {
  id: string;
  person: string | null;
  personName: string | null;
  via: 'session' | 'token' | 'server';
  credential: string | null;
  actingFor: string | null;
  requestId: string | null;
  what: string;
  subject: string;
  organisation: string | null;
  before: unknown;
  after: unknown;
}

export async function insertEntry<Tables>(within: Kysely<Tables>, entry: Entry): Promise<void> {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  await sql`
    insert into audit.entry
      (id, person, person_name, via, credential, acting_for, request_id, what, subject, organisation, before, after)
    values
      (${entry.id}, ${entry.person}, ${entry.personName}, ${entry.via}, ${entry.credential}, ${entry.actingFor},
       ${entry.requestId}, ${entry.what}, ${entry.subject}, ${entry.organisation}, ${json(entry.before)}, ${json(entry.after)})
  `.execute(within);
}
