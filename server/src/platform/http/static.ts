import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type { Context } from 'hono';
import { acceptedEncoding, compress, compressBytesMin, type Encoding, hasAlready, tagOf } from './answer.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};
const compressible = new Set(['.html', '.js', '.mjs', '.css', '.json', '.webmanifest', '.svg', '.txt']);

/**
 * The built pages. A file with a hash in its name never changes, so it is kept by browsers for a year; anything else is asked
 * for again each time and answered 304. An address that is no file and has no extension is a page of the application, which
 * finds out itself what to show.
 */
export class StaticFiles {
  private readonly folder: string;
  private readonly compressed = new Map<string, Buffer>();
  private compressedBytes = 0;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Nothing when there is no such file. */
  async answer(c: Context): Promise<Response | undefined> {
    const path = decoded(c.req.path);
    if (path === undefined) return undefined;
    const file = (await this.read(path)) ?? (isFileName(path) ? undefined : await this.read('/index.html'));
    if (!file) return undefined;
    const headers: Record<string, string> = {
      'content-type': types[file.extension] ?? 'application/octet-stream',
      'cache-control': file.hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      etag: file.tag,
      vary: 'accept-encoding',
    };
    if (hasAlready(c.req.header('if-none-match'), file.tag)) return c.body(null, 304, headers);
    const encoding =
      compressible.has(file.extension) && file.bytes.byteLength >= compressBytesMin
        ? acceptedEncoding(c.req.header('accept-encoding'))
        : undefined;
    const bytes = encoding ? await this.compressedFile(file, encoding) : file.bytes;
    if (encoding) headers['content-encoding'] = encoding;
    return c.body(new Uint8Array(bytes), 200, headers);
  }

  private async read(path: string) {
    const full = join(this.folder, path);
    if (!full.startsWith(this.folder + sep)) return undefined;
    try {
      const found = await stat(full);
      if (!found.isFile()) return undefined;
      const extension = extname(full).toLowerCase();
      const tag = tagOf(path, String(found.mtimeMs), String(found.size));
      return {
        full,
        extension,
        tag,
        bytes: await readFile(full),
        hashed: /^\/assets\/.*[-.][A-Za-z0-9_-]{8,}\.\w+$/.test(path),
      };
    } catch {
      return undefined;
    }
  }

  /** What the build compressed beforehand, or made once and kept while there is room. */
  private async compressedFile(
    file: { full: string; tag: string; bytes: Buffer },
    encoding: Encoding,
  ): Promise<Buffer> {
    const key = `${file.tag} ${encoding}`;
    const kept = this.compressed.get(key);
    if (kept) return kept;
    const beside = await readFile(`${file.full}.${encoding === 'br' ? 'br' : 'gz'}`).catch(() => undefined);
    const made = beside ?? (await compress(file.bytes, encoding, 9));
    const bytesMax = 64_000_000;
    if (this.compressedBytes + made.byteLength > bytesMax) {
      this.compressed.clear();
      this.compressedBytes = 0;
    }
    this.compressed.set(key, made);
    this.compressedBytes += made.byteLength;
    return made;
  }
}

/** The path as a file name: no way out of the folder, no hidden file, nothing that is not text. */
function decoded(path: string): string | undefined {
  try {
    const plain = normalize(decodeURIComponent(path)).replaceAll('\\', '/');
    return plain.includes('\0') || plain.split('/').some((part) => part.startsWith('.')) ? undefined : plain;
  } catch {
    return undefined;
  }
}

/** `/missing.js` names a file; `/departures/a@2026-12-01T00:00:00.000Z` ends with an instant, and is a page's address. */
/** An id may hold a host (`article:wire.example-6f9f`), which is no extension. */
const isFileName = (path: string): boolean => /^\.[a-z][a-z\d]*$/i.test(extname(path));
