/** From bytes to text: what an article, a feed and an address hold. Everything else of the observatory imports this file only. */

export { holdsCredentials } from './addresses.ts';
export { decode } from './decode.ts';
export type { DocumentHint, FeedItem, Fetched, ReadBytes, ReadDocument, ReadFeed } from './document.ts';
export { readersErrors } from './errors.ts';
export { readFeed } from './feed.ts';
export { fetchAddress } from './fetch.ts';
export { bytesMax } from './limits.ts';
export { readSeriesApart } from './processes.ts';
export { readBytes } from './read.ts';
