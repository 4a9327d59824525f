/** What pdf.js takes for granted and Node 20 has not. Only the reading process has it; the server's own globals stay as Node made them. */
const additions: readonly [object, string, (this: never, ...given: never[]) => unknown][] = [
  [
    Promise,
    'try',
    (call: (...given: unknown[]) => unknown, ...given: unknown[]) =>
      new Promise((settle) => settle(call(...given))),
  ],
  [
    URL,
    'parse',
    (address: string, base?: string) => (URL.canParse(address, base) ? new URL(address, base) : null),
  ],
  [
    Uint8Array.prototype,
    'toHex',
    function (this: Uint8Array) {
      return Buffer.from(this).toString('hex');
    },
  ],
  [
    ArrayBuffer.prototype,
    'transferToFixedLength',
    function (this: ArrayBuffer, length: number = this.byteLength) {
      const copy = new Uint8Array(length);
      copy.set(new Uint8Array(this, 0, Math.min(length, this.byteLength)));
      return copy.buffer;
    },
  ],
];

export function asNewerNode(): void {
  for (const [owner, name, value] of additions)
    if (!(name in owner)) Object.defineProperty(owner, name, { value, writable: true, configurable: true });
}
