/**
 * The service's HTTP server: restify behind a small door, so that no other room knows it. A handler takes a
 * request and returns an answer; reading bodies safely, errors, security headers, time limits and finding out who
 * the client is are done here, once for all paths.
 *
 * Non-goal: middleware. What a handler needs it calls.
 */
export { BODY_LIMITS, type BodyLimits, decodeUtf8, parseJson } from './body.ts';
export {
  type Client,
  type ClientOf,
  createClientOf,
  isForwarded,
  isLoopbackAddress,
} from './client-address.ts';
export { HttpError } from './errors.ts';
export {
  empty,
  errorAnswer,
  type Handler,
  type HttpAnswer,
  type HttpRequest,
  json,
  type Routes,
  type UpgradeHandler,
  type UpgradeRequest,
} from './exchange.ts';
export { createHttpServer, type HttpServer, type HttpServerOptions } from './server.ts';
