export { type Database, type DatabaseOptions, openDatabase } from './connect.ts';
export type { MigrationFolder } from './migrate.ts';
export { isRetryable, transaction } from './transaction.ts';
