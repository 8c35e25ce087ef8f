import type { Language } from '../../language/index.ts';
import type { Answered } from './answer.ts';
import type { Problem } from './form.ts';
import type { Visit } from './home.ts';
import type { PageParts } from './parts.ts';
import { FormError, type PageRequest } from './routes.ts';

/** What became of a posted form: the page to show, and the status that tells machines the same. */
export interface Outcome {
  readonly visit: Visit;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Reads the form, asks, and decides what the page shows. What was typed is never lost where it could be read. */
export async function outcomeOf(request: PageRequest, lang: Language, parts: PageParts): Promise<Outcome> {
  const form = await readForm(request);
  if (form instanceof FormError) {
    return form.code === 'form-too-large' ? failed('too-large', '', 413) : failed('malformed', '', 400);
  }
  const text = own(form, 'q');
  if (text === undefined) return failed('malformed', '', 400);
  const chosen = parts.sentences.languages.find(candidate => candidate === own(form, 'lang')) ?? null;
  try {
    const asked = await parts.ask({ text, hint: lang, chosen, client: request.client });
    if (asked.outcome === 'reply') return { visit: answeredVisit(asked, text), status: 200 };
    const retryAfterSeconds = Math.max(1, Math.ceil(asked.retryAfterSeconds));
    return {
      visit: { draft: text, problem: { kind: 'limited', retryAfterSeconds }, answered: null },
      status: 429,
      headers: { 'Retry-After': String(retryAfterSeconds) },
    };
  } catch (error) {
    parts.report(error);
    return failed('unavailable', text, 503);
  }
}

/** What was typed stays in the input wherever the person will want to change it rather than to ask anew. */
function answeredVisit(answered: Answered, text: string): Visit {
  const { reason } = answered.reply;
  const problem: Problem | null = reason === 'empty' || reason === 'too-long' ? { kind: reason } : null;
  return { draft: problem || reason === 'not-understood' ? text : '', problem, answered };
}

function failed(kind: 'too-large' | 'malformed' | 'unavailable', draft: string, status: number): Outcome {
  return { visit: { draft, problem: { kind }, answered: null }, status };
}

async function readForm(request: PageRequest): Promise<Readonly<Record<string, string>> | FormError> {
  try {
    return await request.form();
  } catch (error) {
    return error instanceof FormError ? error : new FormError('form-malformed');
  }
}

/** A field of the form itself, never one that objects inherit. */
function own(form: Readonly<Record<string, string>>, name: string): string | undefined {
  const value: unknown = Object.hasOwn(form, name) ? form[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}
