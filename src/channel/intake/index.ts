/**
 * The one way in for messages, whatever channel they come through: redact, keep, answer, tell who listens.
 *
 * A message that `accept` has taken is in the store with a job: it is answered also when the process is killed a
 * moment later, and answered once. In the common case the job is done at once by the process that took it; a
 * sweep every two seconds finds the others. The reply goes into the conversation's log; clients of Direct Line
 * read it there, other channels get a send (see {@link Outlet}).
 */
export { ASSISTANT, replyActivity } from './activity.ts';
export { type Answered, DESK_TOPIC } from './answering.ts';
export { asObject, type Incoming, prepare, type Redact } from './incoming.ts';
export { createIntake, type Intake, IntakeStopped, type Question, type Taken } from './intake.ts';
export { type Names, namesInUse } from './names.ts';
export type { IntakeParts, Outlet } from './parts.ts';
export { createThinkHere, type Think, type Thought } from './think.ts';
