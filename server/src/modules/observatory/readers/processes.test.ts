import { constants, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readingLimits } from './limits.ts';
import { Reading } from './processes.ts';
import { pdfFrom, utf8 } from './testing.ts';

const page = { kind: 'html', text: '<html><body>Seven trains</body></html>', address: undefined } as const;
const seven = { text: 'Seven trains' };

/** A PDF of a few kilobytes whose page unpacks to as many megabytes of blanks. */
function bomb(megabytes: number): Uint8Array {
  // The same piece again and again: a flushed piece does not look back at what was before it.
  const piece = deflateRawSync(Buffer.alloc(1_000_000, ' '), { finishFlush: constants.Z_FULL_FLUSH });
  const packed = Buffer.concat([
    Buffer.from([0x78, 0x9c]),
    ...Array<Buffer>(megabytes).fill(piece),
    Buffer.from([3, 0]),
  ]);
  return pdfFrom(
    [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>',
      `<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n${packed.toString('latin1')}\nendstream`,
    ],
    '/Root 1 0 R',
  );
}

describe('a document that takes too much ends its own process only', () => {
  it('where it fills the memory while it unpacks', async () => {
    const reading = new Reading({ ...readingLimits, bytes: 350_000_000 });
    const bytes = bomb(2_000);
    const [refused, read] = await Promise.all([reading.read({ kind: 'pdf', bytes }), reading.read(page)]);
    expect(refused).toMatchObject({ code: 'document-bomb', detail: expect.stringContaining('more memory') });
    expect(read).toMatchObject(seven);
    expect(await reading.read(page)).toMatchObject(seven);
  });
  it('where it works on and on', async () => {
    const reading = new Reading({ ...readingLimits, cpuMs: 300 });
    const text = `<html><body>${'<div><span>x, y, z</span></div>'.repeat(18_000)}</body></html>`;
    expect(await reading.read({ kind: 'html', text, address: undefined })).toMatchObject({
      code: 'document-bomb',
      detail: expect.stringContaining('longer than 0.3 seconds'),
    });
  });
  it('where its time is over on a machine that is busy', async () => {
    const reading = new Reading({ ...readingLimits, wallMs: 0 });
    expect(await reading.read(page)).toMatchObject({
      code: 'document-bomb',
      detail: expect.stringContaining('longer than 0 seconds'),
    });
  });
});

describe('many documents', () => {
  it('are each answered with their own text', async () => {
    const reading = new Reading(readingLimits);
    const texts = Array.from({ length: 40 }, (_, index) => `Train ${index}`);
    const read = await Promise.all(
      texts.map((text) => reading.read({ ...page, text: `<html><body>${text}</body></html>` })),
    );
    expect(read).toMatchObject(texts.map((text) => ({ text })));
  });
  it('are refused when 200 already wait', async () => {
    const reading = new Reading(readingLimits);
    const all = await Promise.all(
      Array.from({ length: 210 }, () => reading.read({ kind: 'pdf', bytes: utf8('%PDF') })),
    );
    expect(all.filter((each) => 'code' in each && each.code === 'readers-busy')).toHaveLength(8);
  });
});
