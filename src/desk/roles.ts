/**
 * What somebody may do at the desk.
 *
 * - `agent`       looks entries up, takes conversations over
 * - `supervisor`  the same, and sees what was not answered, the overview and the audit
 * - `editor`      looks entries up, sees what was not answered, changes the knowledge
 */
export const ROLES = ['agent', 'supervisor', 'editor'] as const;
export type Role = (typeof ROLES)[number];

/** Who speaks with people. */
export const SPEAKING: readonly Role[] = ['agent', 'supervisor'];

/** The roles among some words; words that are none are left out. */
export function rolesIn(words: readonly unknown[]): Role[] {
  return ROLES.filter(role => words.includes(role));
}

export function mayOneOf(roles: readonly string[], allowed: readonly Role[]): boolean {
  return allowed.some(role => roles.includes(role));
}
