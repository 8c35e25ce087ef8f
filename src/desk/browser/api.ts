/** The service does not know us any more: signed out, expired, or the account was disabled. */
export class SignedOut extends Error {
  override readonly name = 'SignedOut';
}

/** A call was refused; `code` says why. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

const csrf = () => document.querySelector<HTMLMetaElement>('meta[name=csrf]')?.content ?? '';

/** A POST to the desk's API. */
export async function call<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  const answer = await fetch(`/desk/api/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Igm-Csrf': csrf() },
    body: JSON.stringify(body),
    ...(signal === undefined ? {} : { signal }),
  });
  if (answer.status === 401) throw new SignedOut();
  const value = (await answer.json()) as T & { error?: { code: string } };
  if (!answer.ok) throw new Refused(value.error?.code ?? String(answer.status));
  return value;
}
