/** The HTTP contract of people, organisations and tokens; the web takes its types from here. Instants are ISO 8601 UTC. */
import { z } from 'zod';
import { roles } from '../http/permissions.ts';

export type { Permission } from '../http/permissions.ts';

const instant = z.iso.datetime({ offset: true });
const id = z.string().min(1).max(100);
const email = z.email('is not an e-mail address').max(254);
/** One line that reads as it is written: names stand in letters to people who don't know whose they are. */
const line = (charactersMax: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(charactersMax)
    .regex(
      /^[^\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]*$/u,
      'holds a line break, or a sign nobody can see',
    );
const personName = line(200);
const organisationName = line(200);
/** Checked for length only: length is what makes a password hard to guess (NIST SP 800-63B). */
export const newPassword = z.string().min(12, 'has fewer than 12 characters').max(128);
const roleList = z.array(z.enum(roles)).min(1).max(roles.length);

export const organisationKinds = ['hub', 'company', 'authority', 'school', 'owner'] as const;
export type OrganisationKind = (typeof organisationKinds)[number];
const organisationBrief = z.object({ id, name: z.string(), roles: z.array(z.enum(roles)) });

/** Who the browser is signed in as, and what its pages may show. `person` is null for a reader. */
export const sessionAnswer = z
  .object({
    person: z.object({ id, name: z.string(), email: z.string(), secondFactor: z.boolean() }).nullable(),
    organisation: organisationBrief.nullable(),
    organisations: z.array(organisationBrief),
    permissions: z.array(z.string()),
    /** True until the first operator has used the link the server printed. */
    awaitsOperator: z.boolean(),
  })
  .meta({ id: 'Session' });
export type SessionAnswer = z.infer<typeof sessionAnswer>;

export const signInRequest = z
  .strictObject({ email, password: z.string().min(1).max(128) })
  .meta({ id: 'SignIn' });
export const signInAnswer = z
  .object({ status: z.enum(['signed-in', 'second-factor']) })
  .meta({ id: 'SignInAnswer' });
/** Six digits of the app, or one of the recovery codes. */
export const secondFactorRequest = z
  .strictObject({ code: z.string().trim().min(6).max(40), trustDevice: z.boolean().default(false) })
  .meta({ id: 'SecondFactor' });
export const chooseOrganisationRequest = z.strictObject({ organisation: id });
export const sessionsAnswer = z
  .object({
    items: z.array(
      z.object({
        id,
        current: z.boolean(),
        createdAt: instant,
        expiresAt: instant,
        address: z.string().nullable(),
        agent: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Sessions' });

export const profileRequest = z.strictObject({ name: personName });
export const passwordChange = z.strictObject({ current: z.string().min(1).max(128), password: newPassword });
export const passwordConfirm = z.strictObject({ password: z.string().min(1).max(128) });
/** `uri` is what an authenticator app scans; the recovery codes are shown once. */
export const secondFactorSetup = z
  .object({ uri: z.string(), secret: z.string(), recoveryCodes: z.array(z.string()) })
  .meta({ id: 'SecondFactorSetup' });
export const codeRequest = z.strictObject({ code: z.string().trim().min(6).max(10) });

export const resetRequest = z.strictObject({ email });
export const resetFinish = z.strictObject({ password: newPassword });

/** The first start: whoever holds the one-time link becomes operator of the hub. */
export const setupRequest = z
  .strictObject({
    organisation: organisationName,
    name: personName,
    email,
    password: newPassword,
  })
  .meta({ id: 'Setup' });

/** `organisation` is the hub's name where there is one: then its name is not asked, and somebody known gets a new password. */
export const setupView = z
  .object({ organisation: z.string().nullable(), expiresAt: instant })
  .meta({ id: 'SetupView' });

/** What somebody who follows an invitation sees before accepting it. */
export const invitationView = z
  .object({
    organisation: z.string(),
    email: z.string(),
    roles: z.array(z.enum(roles)),
    invitedBy: z.string(),
    expiresAt: instant,
    /** Somebody with that address has an account: they accept by signing in with it. */
    known: z.boolean(),
  })
  .meta({ id: 'InvitationView' });
/** `name` is for those who are new. Somebody known gives their password, or is signed in already. */
export const acceptRequest = z.strictObject({
  name: personName.optional(),
  password: z.string().min(1).max(128).optional(),
});

export const personSchema = z
  .object({
    id,
    name: z.string(),
    email: z.string(),
    roles: z.array(z.enum(roles)),
    secondFactor: z.boolean(),
    joinedAt: instant,
    lastSeenAt: instant.nullable(),
  })
  .meta({ id: 'Person' });
export type Person = z.infer<typeof personSchema>;
export const peopleAnswer = z
  .object({
    items: z.array(personSchema),
    /** What the caller may make somebody here, so that pages offer that and nothing else. */
    offered: z.array(z.enum(roles)),
  })
  .meta({ id: 'People' });
export const rolesRequest = z.strictObject({ roles: roleList });
/** An operator may look into any organisation; everybody else has their own. */
export const ofOrganisation = z.object({ organisation: id.optional(), lang: z.string().max(12).optional() });

export const invitationSchema = z
  .object({
    id,
    email: z.string(),
    roles: z.array(z.enum(roles)),
    invitedBy: z.string(),
    createdAt: instant,
    expiresAt: instant,
  })
  .meta({ id: 'Invitation' });
export const invitationsAnswer = z.object({ items: z.array(invitationSchema) }).meta({ id: 'Invitations' });
/** `language` is the one the letter is written in; that of whoever invites unless told. */
export const inviteRequest = z.strictObject({
  email,
  roles: roleList,
  language: z.string().min(2).max(12).optional(),
});

export const organisationSchema = z
  .object({
    id,
    name: z.string(),
    kind: z.enum(organisationKinds),
    people: z.number().int(),
    suspended: z.boolean(),
    createdAt: instant,
    /** What its people can be. */
    roles: z.array(z.enum(roles)),
  })
  .meta({ id: 'Organisation' });
export type Organisation = z.infer<typeof organisationSchema>;
export const organisationsAnswer = z
  .object({ items: z.array(organisationSchema), next: z.string().nullable() })
  .meta({ id: 'Organisations' });
/** Admits an organisation and invites its first administrator. */
export const admitRequest = z.strictObject({
  name: organisationName,
  kind: z.enum(organisationKinds).exclude(['hub']),
  administrator: email,
  /** Besides administrator. */
  roles: z.array(z.enum(roles)).max(roles.length).default([]),
});
export const organisationChange = z.strictObject({
  name: organisationName.optional(),
  suspended: z.boolean().optional(),
  /** Roles its people can have beside those of its kind. */
  roles: z.array(z.enum(roles)).max(roles.length).optional(),
});
export const organisationsQuery = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  /** Part of the name. */
  query: z.string().max(200).optional(),
});

export const tokenSchema = z
  .object({
    id,
    name: z.string(),
    /** How its secret begins. */
    prefix: z.string(),
    roles: z.array(z.enum(roles)),
    createdBy: z.string(),
    createdAt: instant,
    lastUsedAt: instant.nullable(),
    expiresAt: instant.nullable(),
  })
  .meta({ id: 'Token' });
export const tokensAnswer = z.object({ items: z.array(tokenSchema) }).meta({ id: 'Tokens' });
export const tokenRequest = z.strictObject({
  name: line(100),
  roles: roleList,
  days: z.number().int().min(1).max(3650).optional(),
});
/** `secret` is shown this once: only its hash is kept. */
export const tokenMade = tokenSchema.extend({ secret: z.string() }).meta({ id: 'TokenMade' });
