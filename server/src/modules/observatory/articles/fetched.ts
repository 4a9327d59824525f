/** What stands at an address, as something to read. */
import { isRefusal, type Refusal } from '../../../platform/errors.ts';
import type { Said } from './article.ts';
import type { Received } from './intake.ts';
import type { ArticlesParts } from './open.ts';

/** It belongs to the address it was found at in the end, so that two ways to one page are one source. */
export async function receivedAt(
  { fetch }: Pick<ArticlesParts, 'fetch'>,
  address: string,
  said: Said,
  signal: AbortSignal,
): Promise<Received | Refusal> {
  const fetched = await fetch(address, signal);
  if (isRefusal(fetched)) return fetched;
  const { bytes, mediaType, address: last } = fetched;
  return { name: address, bytes, hint: { mediaType, address: last }, said: { ...said, address: last } };
}
