export { type Database, type DatabaseOptions, openDatabase } from './connect.ts';
export { isConnectionLost } from './lost.ts';
export type { MigrationFolder } from './migrate.ts';
export { isRetryable, transaction } from './transaction.ts';
