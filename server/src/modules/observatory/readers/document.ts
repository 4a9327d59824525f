/** What is read, and what is known of it from outside. */
import type { Refusal } from '../../../platform/errors.ts';

/** What was received, as it can be read: the stored text, in which spans count, and what it says of itself. */
export interface ReadDocument {
  text: string;
  title: string | null;
  publisher: string | null;
  /** ISO day it says it was published. */
  date: string | null;
  /** BCP 47, guessed from the letters and words where it is not said. */
  language: string;
  mediaType: string;
}

/** What is known from outside: a file's name, what a server said it is, the address it stands at. */
export interface DocumentHint {
  name?: string | undefined;
  mediaType?: string | undefined;
  address?: string | undefined;
}

export interface FeedItem {
  address: string;
  title: string;
  publisher: string;
  date: string | null;
}

export type ReadBytes = (bytes: Uint8Array, hint: DocumentHint) => Promise<ReadDocument | Refusal>;
/** Refuses private addresses, also behind redirects and names. */
export type Fetched = (
  address: string,
  signal: AbortSignal,
) => Promise<{ bytes: Uint8Array; mediaType: string; address: string } | Refusal>;
export type ReadFeed = (bytes: Uint8Array, address: string) => FeedItem[] | Refusal;
