/**
 * How messages come in and replies go out: the only rooms that know restify and botbuilder. Channels only carry;
 * none decides what to say.
 *
 * - `http/`        the one HTTP server: bodies, errors, headers, limits, who the client is
 * - `intake/`      the one way in for messages: redact, keep, answer
 * - `directline/`  Direct Line 3.0 for the website
 *
 * A new channel registers its paths on `Routes`, turns what comes into an `Incoming` for `Intake.accept`, and,
 * where its clients do not read the log, hands the intake an `Outlet` that makes sends of replies.
 */
export { type DirectLine, type DirectLineParts, serveDirectLine } from './directline/index.ts';
export * from './http/index.ts';
export * from './intake/index.ts';
