/**
 * What the pages need of an HTTP server, and nothing more: the server's library is joined to it elsewhere.
 *
 * Duties of whoever serves a {@link Route}: answer HEAD as GET without the body; hand the body on as it is (it is
 * already compressed where `Content-Encoding` says so); limit and decode forms as {@link PageRequest.form} says.
 * Do not require an `Origin` header of our own on a POST: under `Referrer-Policy: no-referrer` browsers send
 * `Origin: null` with a form (Fetch standard, "append a request Origin header").
 */
export interface PageRequest {
  readonly method: 'GET' | 'POST';
  /** Path without the query, as it was matched. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** `Accept-Language`, `Accept-Encoding` and `If-None-Match` as they came; empty when absent. */
  readonly acceptLanguage: string;
  readonly acceptEncoding: string;
  readonly ifNoneMatch: string;
  /** Whom a limit on messages counts: an address or a keyed hash of it. Never shown, never written here. */
  readonly client: string;
  /**
   * The urlencoded body. Fails with a {@link FormError} when it is longer than the server takes (64 KiB is
   * plenty) or is no urlencoded UTF-8.
   */
  form(): Promise<Readonly<Record<string, string>>>;
}

export interface PageResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

export interface Route {
  readonly method: 'GET' | 'POST';
  /** A path; one of its parts may be a `:name`, which stands for anything. */
  readonly path: string;
  /** Never rejects: what fails inside becomes a page. */
  handler(request: PageRequest): Promise<PageResponse>;
}

/** Where routes are registered. */
export interface Routes {
  add(route: Route): void;
}

/** A form that could not be read. The pages turn it into a page with status 413 or 400. */
export class FormError extends Error {
  readonly code: 'form-too-large' | 'form-malformed';
  constructor(code: 'form-too-large' | 'form-malformed') {
    super(
      code === 'form-too-large'
        ? 'The form is longer than this server takes: send a shorter question.'
        : 'The form is no urlencoded UTF-8: send Content-Type application/x-www-form-urlencoded.',
    );
    this.code = code;
  }
}
