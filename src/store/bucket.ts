/** How many buckets the conversations are spread over. Fixed: it is part of every primary key. */
export const BUCKETS = 64;

/**
 * The bucket of a conversation, 0 to 63. Every row on the way of a message carries it, so that workers can share
 * the work and an engine with several machines can keep a conversation's rows together.
 * FNV-1a, 32 bits, over UTF-16 code units (http://www.isthe.com/chongo/tech/comp/fnv/).
 */
export function bucketOf(conversation: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < conversation.length; i++) {
    hash = Math.imul(hash ^ conversation.charCodeAt(i), 0x01000193);
  }
  // The low bits of FNV are its weakest: fold the high half in.
  return ((hash >>> 16) ^ hash) & (BUCKETS - 1);
}
