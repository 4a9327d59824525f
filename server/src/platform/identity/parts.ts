import type { JobQueue } from '../jobs/queue.ts';
import type { Post } from '../mail/mail.ts';
import type { IdentifyParts } from './identify.ts';

/** What people and organisations are made of (app.ts hands it over). */
export interface IdentityParts extends IdentifyParts {
  jobs(): JobQueue;
  post(): Post;
}
