/** Tables of the documents' editions. They are few: they are in no bucket. */
export interface EditionTables {
  /** Content and index of an edition; both empty where they are kept in pieces. */
  editions: { id: string; content: string; index_bytes: Uint8Array };
  /** Pieces of a large edition, so that reading one never holds the process up. */
  edition_pieces: { edition: string; part: string; number: number; bytes: Uint8Array };
  /** Every publication of an edition; the highest number is live. */
  publications: { number: number; edition: string; at: number };
  /** What editors are working on in the desk. */
  edition_drafts: {
    name: string;
    content: string;
    source: string;
    actor: string;
    at: number;
    version: number;
  };
}
