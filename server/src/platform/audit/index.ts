import type { Module } from '../module.ts';
import { type AuditParts, auditErrors, auditRoutes } from './routes.ts';

/** Who changed what: written by every module (audit.ts), read by operators. */
export const audit = (parts: AuditParts): Module => ({
  name: 'audit',
  errors: auditErrors,
  routes: auditRoutes(parts),
});
