import { join } from 'node:path';
import type { MigrationFolder } from '../../platform/database/index.ts';
import { root } from '../../platform/root.ts';

export const allocationMigrations: MigrationFolder = {
  module: 'allocation',
  folder: join(root, 'server/src/ledgers/allocation/migrations'),
};
