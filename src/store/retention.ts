const HOUR = 3_600_000;

/** How long things are kept, in milliseconds: "Data at rest" in CONTRACTS.md. */
export const KEEP = {
  /** Activities and dialogue after the person's last message. */
  conversation: 24 * HOUR,
  /** Sealed addresses after the person's last message. */
  address: 24 * HOUR,
  messageHashes: 8 * 24 * HOUR,
  unanswered: 180 * 24 * HOUR,
  feedback: 180 * 24 * HOUR,
  audit: 365 * 24 * HOUR,
  /** Files that `npm run store -- backup` wrote. */
  backups: 14 * 24 * HOUR,
  /** Transcripts after a hand-over was closed. */
  handover: 7 * 24 * HOUR,
  /** Numbers only, about nobody: two years show the seasons. */
  counts: 731 * 24 * HOUR,
  /** Made of unanswered questions, kept as long. */
  proposals: 180 * 24 * HOUR,
} as const;
