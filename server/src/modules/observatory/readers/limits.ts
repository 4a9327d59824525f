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
/**
 * One document in its process: time at work, time on a busy machine, memory with everything that Node does not count, and what Node counts of it; how
 * many processes, and how many documents wait for them.
 */
export interface ReadingLimits {
  cpuMs: number;
  wallMs: number;
  bytes: number;
  heapMb: number;
  processes: number;
  waiting: number;
}
export const readingLimits: ReadingLimits = {
  ...{ cpuMs: 15_000, wallMs: 90_000, bytes: 800_000_000, heapMb: 512 },
  ...{ processes: 2, waiting: 200 },
};
/** A file of series: 25 MB of SDMX-JSON are two million values with their places in the text, and hundreds of thousands of rows. */
export const seriesLimits: ReadingLimits = {
  ...{ cpuMs: 60_000, wallMs: 120_000, bytes: 1_600_000_000, heapMb: 1_200 },
  ...{ processes: 1, waiting: 8 },
};
