/**
 * What the people who run the service can see of it: logs, counters, health. Nothing in here knows a text or a
 * person.
 */
export { type Counters, createCounters } from './counters.ts';
export { type Check, type HealthParts, registerHealth } from './health.ts';
export { createLog, type Logger } from './log.ts';
