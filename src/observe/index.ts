/**
 * What the people who run the service can see of it: logs, metrics, health. Nothing in here knows a text or a
 * person.
 */
export { type Check, type HealthParts, registerHealth } from './health.ts';
export { createLog, type Logger } from './log.ts';
export { type Counters, createMetrics, type Metrics, type TurnEnded } from './metrics.ts';
