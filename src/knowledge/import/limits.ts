/**
 * What a file that is imported may be at most. The institute's document has two pages; `npm run bench -- import`
 * shows what 500 pages take.
 */
export const LIMITS = {
  /** Bytes of the file. */
  bytes: 50 * 1024 * 1024,
  pages: 2_000,
  /** Characters of text in all. */
  characters: 5_000_000,
  /** Files inside a DOCX, and their bytes when unpacked. */
  packed: 2_000,
  unpackedBytes: 100 * 1024 * 1024,
  /** Of the process that reads. */
  memoryBytes: 480 * 1024 * 1024,
  heapMegabytes: 400,
  milliseconds: 120_000,
} as const;
