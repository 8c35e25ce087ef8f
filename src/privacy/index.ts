/**
 * Personal data: found and taken out of what people write, before anything is stored, logged or shown to staff.
 *
 * `redact` and the marks are pure and also run in the browser.
 */
export { MARK_PATTERN, MARKS, PERSONAL_DATA_KINDS, type PersonalDataKind } from './marks.ts';
export { type Redacted, redact } from './redact.ts';
