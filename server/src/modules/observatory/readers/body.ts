/** The body of an answer, unpacked; never more of it than is read, however small it was sent. */
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { bytesMax } from './limits.ts';

export async function bodyOf(response: IncomingMessage, signal: AbortSignal): Promise<Uint8Array | Refusal> {
  if (Number(response.headers['content-length'] ?? 0) > bytesMax) {
    response.destroy();
    return tooLarge;
  }
  const encoding = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  const body = unpacked(response, encoding);
  if (body === null) {
    response.destroy();
    return refuse(
      'address-unreachable',
      `The answer is packed as ${encoding.slice(0, 40)}, which was not asked for. Save the page and give the file.`,
    );
  }
  const pieces: Buffer[] = [];
  let length = 0;
  // Leaving the loop, also by the signal, ends the connection.
  signal.addEventListener('abort', () => body.destroy(signal.reason as Error), { once: true });
  for await (const piece of body as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > bytesMax) {
      response.destroy();
      return tooLarge;
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function unpacked(response: IncomingMessage, encoding: string): Readable | null {
  if (encoding === 'identity' || encoding === '') return response;
  const unpack =
    encoding === 'gzip' || encoding === 'x-gzip'
      ? createGunzip()
      : encoding === 'br'
        ? createBrotliDecompress()
        : encoding === 'deflate'
          ? createInflate()
          : null;
  // The reader of the unpacked bytes is told of what goes wrong.
  return unpack && pipeline(response, unpack, () => {});
}

const tooLarge = refuse(
  'document-too-large',
  `The answer has more than ${bytesMax / 1_000_000} MB, as sent or unpacked, and was stopped there. Give the article alone.`,
);
