/**
 * Publication: an edition becomes the one that answers, and an earlier one again. The command line and the desk call
 * the same functions.
 */
export { type Actor, named, type Publication, publishEdition, RollbackError, rollBack } from './publish.ts';
