import { expect, it } from 'vitest';
import { Failure } from '../failure.ts';
import { findLaunch } from './launch.ts';

it('a PostgreSQL that can not run on this system is refused in a sentence that says what can be done', () => {
  for (const postgres of ['/nowhere/postgres', process.execPath.replace(/[^/]+$/, '')]) {
    const find = () => findLaunch({ postgres, initdb: '', major: '18', environment: {} });
    expect(find).toThrow(Failure);
    expect(find).toThrow(/does not run on this system \(.+\): .+ set DATABASE_URL/);
  }
});
