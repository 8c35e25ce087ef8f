import type { Store } from '../../store/index.ts';
import type { StoredEdition } from '../edition.ts';

/** Who does it: an account of the desk, or `command line`. */
export type Actor = string;

/** A publication, newest first; the first one is live. */
export interface Publication {
  readonly id: string;
  readonly publishedAt: number;
}

/**
 * Makes an edition live, whole and at once: the store's list of publications gets one row, in one transaction with the
 * edition itself. Instances take it over within seconds; turns that are under way finish on theirs.
 */
export async function publishEdition(store: Store, edition: StoredEdition, actor: Actor): Promise<void> {
  await store.publishEdition(edition);
  await store.recordAudit({ actor, action: 'edition-published', detail: { edition: edition.id } });
}

/** There is nothing to go back to, or no such edition. */
export class RollbackError extends Error {
  readonly code: 'nothing-before' | 'edition-unknown' | 'edition-live';
  constructor(code: RollbackError['code']) {
    super(code);
    this.code = code;
  }
}

/**
 * Publishes again what was published before the edition that is live, or the edition that is named (its id, or the
 * beginning of it). Gives back what is live now.
 */
export async function rollBack(store: Store, actor: Actor, to?: string): Promise<Publication> {
  const publications = await store.publications();
  const [live] = publications;
  if (!live) throw new RollbackError('nothing-before');
  const target = to === undefined ? before(publications) : named(publications, to);
  if (!target) throw new RollbackError(to === undefined ? 'nothing-before' : 'edition-unknown');
  if (target.id === live.id) throw new RollbackError('edition-live');
  if (!(await store.republishEdition(target.id))) throw new RollbackError('edition-unknown');
  await store.recordAudit({ actor, action: 'edition-rolled-back', detail: { from: live.id, to: target.id } });
  return (await store.publications(1))[0]!;
}

/**
 * The edition that the live one has replaced. A publication that was itself a step back does not count: going back
 * twice goes two editions back, not to and fro.
 */
function before(publications: readonly Publication[]): Publication | undefined {
  const order: Publication[] = [];
  for (const publication of publications.toReversed()) {
    const again = order.findIndex(({ id }) => id === publication.id);
    if (again >= 0) order.length = again;
    order.push(publication);
  }
  return order.at(-2);
}

/** An edition by its id, with or without `sha256:`, or by how it begins if that is enough. */
export function named(publications: readonly Publication[], id: string): Publication | undefined {
  const wanted = id.replace(/^sha256:/, '');
  if (!/^[0-9a-f]{4,64}$/.test(wanted)) return undefined;
  const found = publications.filter(publication => publication.id.startsWith(`sha256:${wanted}`));
  return new Set(found.map(publication => publication.id)).size === 1 ? found[0] : undefined;
}
