/** How much is read at once. */

/**
 * Of a file or an answer. A Word or PDF report with its pictures rarely has 20 MB, and the longest text we store (5 million characters) has 15 MB in
 * UTF-8 Chinese; what is larger is a book, a data set or an attack.
 */
export const bytesMax = 25_000_000;
/** Of a stored text, in UTF-16 units; the contract of POST /articles says the same. */
export const textMax = 5_000_000;
/** A page's elements and how deep they stand in one another; browsers stop at a depth of 512. */
export const elementsMax = 40_000;
export const depthMax = 512;
export const attributesMax = 400_000;
/** Of one element. */
export const attributesOfOneMax = 500;
export const pdfPagesMax = 3_000;
/** What a zipped document may become: all of it by its directory, and one part of it that is read. */
export const unpackedMax = 200_000_000;
export const partMax = 40_000_000;
export const zipEntriesMax = 5_000;
/** One document in its process: time at work, time on a busy machine, and memory with everything that Node does not count. */
export const readingLimits = { cpuMs: 15_000, wallMs: 90_000, bytes: 800_000_000 };
export type ReadingLimits = typeof readingLimits;
/** What Node counts of a process's memory. */
export const heapMbMax = 512;
export const processesMax = 2;
export const waitingMax = 200;
