/** Articles as the observatory mounts them: addresses, work in the background, and what begins and ends with the server. */
import { corridorChanged } from '../../../corridor/index.ts';
import type { Route } from '../../../platform/http/route.ts';
import type { JobKind } from '../../../platform/jobs/queue.ts';
import type { ObservatoryParts } from '../parts.ts';
import { type Fetched, fetchAddress } from '../readers/index.ts';
import { type Comparer, openComparer } from './comparer.ts';
import { comparing, comparingJob } from './comparing.ts';
import { type Desk, openDesk } from './desk.ts';
import { feedRoutes } from './feed.routes.ts';
import { feedJob, resumeFeeds } from './feed.ts';
import { articlesRoutes } from './routes.ts';

export interface ArticlesParts extends ObservatoryParts {
  desk(): Desk;
  now(): Date;
  fetch: Fetched;
  comparer(): Comparer;
}

export interface Articles {
  routes: Route[];
  jobs: JobKind[];
  /** Once everything is open. */
  begin(): Promise<void>;
  close(): void;
}

export function openArticles(given: ObservatoryParts, now: () => Date): Articles {
  const parts = articlesParts(given, now);
  let leave = () => {};
  return {
    routes: [...articlesRoutes(parts), ...feedRoutes(parts)],
    jobs: [comparingJob(parts.comparer), feedJob(parts)],
    begin: async () => {
      parts.desk().warm(parts.corridor());
      await compareLater(parts, now());
      // What the older corridor judged is judged anew, once this server has taken the newer one over.
      leave = parts.bus().subscribe(corridorChanged, () => {
        void compareLater(parts, new Date(now().getTime() + takenOverMs)).catch(() => {});
      });
      await resumeFeeds(parts);
    },
    close: () => {
      leave();
      parts.desk().close();
      parts.comparer().close();
    },
  };
}

/** A server begins with it too, so what is lost here is done then. */
const takenOverMs = 5_000;
const compareLater = (parts: ArticlesParts, runAt: Date) =>
  parts.jobs().enqueue(parts.database().db, { kind: comparing, key: 'waiting', payload: null, runAt });

/** Parts are opened after the module is made, so each is asked for when it is used, and none is kept. */
export function articlesParts(given: ObservatoryParts, now: () => Date): ArticlesParts {
  const desk = openDesk();
  const comparer = openComparer(given);
  return {
    corridor: () => given.corridor(),
    database: () => given.database(),
    evidence: () => given.evidence(),
    bus: () => given.bus(),
    jobs: () => given.jobs(),
    desk: () => desk,
    now,
    fetch: fetchAddress,
    comparer: () => comparer,
  };
}
