import { HttpError, type HttpRequest } from '../channel/index.ts';

/** What a form brings: its fields, and a file where there is one. */
export interface Form {
  readonly form: URLSearchParams;
  readonly file: { readonly name: string; readonly bytes: Uint8Array } | null;
}

/** Fields of a form beside its file, and what stands around its parts. */
const AROUND = 64 * 1024;
const MULTIPART = /^multipart\/form-data\s*;/i;

/** Reads a form; one with a file only where the route takes files (`upload`, in bytes). */
export async function readForm(
  request: HttpRequest,
  { bytes, upload }: { bytes: number; upload?: number | undefined },
): Promise<Form> {
  const type = request.headers['content-type'] ?? '';
  if (upload === undefined || !MULTIPART.test(type))
    return { form: await request.form({ bytes }), file: null };
  const body = await request.bytes({ bytes: upload + AROUND });
  let parts: FormData;
  try {
    parts = await new Response(new Uint8Array(body), { headers: { 'Content-Type': type } }).formData();
  } catch {
    throw new HttpError(400, 'BadRequest', 'The form could not be read: send it again.');
  }
  const form = new URLSearchParams();
  let file: Form['file'] = null;
  for (const [name, value] of parts) {
    if (typeof value === 'string') form.append(name, value);
    else if (value.name !== '' || value.size > 0)
      file = { name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) };
  }
  return { form, file };
}
