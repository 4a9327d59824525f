/** Letters to people (docs/people.md). */
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { filePost } from './file.ts';
import type { Post } from './mail.ts';
import { smtpPost } from './smtp.ts';

export type { Letter, Post } from './mail.ts';

/** By SMTP where it is set, else into files. */
export const openPost = ({
  smtpUrl,
  mailFrom,
  dataFolder,
}: Pick<Config, 'smtpUrl' | 'mailFrom' | 'dataFolder'>): Post =>
  smtpUrl === undefined ? filePost(join(dataFolder, 'mail'), mailFrom) : smtpPost(smtpUrl, mailFrom);
