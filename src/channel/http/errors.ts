/**
 * A request that cannot be served as it is. Becomes `{"error":{"code","message"}}` with its status; the message
 * goes to the client and so holds nothing of the inside.
 *
 * Codes of this room: `BadRequest`, `NotFound`, `MethodNotAllowed`, `BodyTimeout`, `BodyTooLarge`,
 * `UnsupportedEncoding`, `UnsupportedMediaType`, `NotUtf8`, `NotJson`, `TooDeep`, `ClientGone`, `InternalError`.
 */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly status: number;
  readonly code: string;
  /** Sent with the answer: `Retry-After`, `Allow` … */
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}
