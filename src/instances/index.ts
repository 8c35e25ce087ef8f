/**
 * What several instances of the service share beside the store: hints about conversations, so that a reply that one
 * instance wrote reaches a stream on another at once; and counts, so that a sender's limit is one limit.
 *
 * Both are conveniences. The log in the store is the truth, a sweep every two seconds finds what no hint told, and
 * an instance that has lost Redis counts for itself until it is back. One instance alone needs none of it.
 */
export { createLocalHub, type Hub, type Listener } from './hub.ts';
export { type Instances, openInstances } from './instances.ts';
export { createLimiter, type Limiter, type Limiters, type LimitOptions } from './limiter.ts';
