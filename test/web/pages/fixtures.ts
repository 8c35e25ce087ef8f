import type { Decision, Option, Quote, Reply } from '../../../src/answer/reply.ts';
import { createSentences } from '../../../src/answer/sentences.ts';
import type { Document, Entry } from '../../../src/knowledge/entry.ts';
import { readLocales } from '../../../src/knowledge/read-locales.ts';
import { type Language, textIn } from '../../../src/language/index.ts';
import {
  type Asked,
  type PageParts,
  type PageRequest,
  type PageResponse,
  type Question,
  type Route,
  registerPages,
} from '../../../src/web/pages/index.ts';

export const sentences = createSentences(readLocales(new URL('../../../locales', import.meta.url).pathname));
export const EDITION = `sha256:${'0123456789abcdef'.repeat(4)}`;

const both = (es: string, en: string) => ({ es, en });

function entry(id: string, section: string, text: string | null, children: string[] = []): Entry {
  return {
    id,
    document: 'plan',
    section: both(section, `${section} (en)`),
    title: both(`Sobre ${id}`, `About ${id}`),
    label: both(`Rótulo ${id}`, `Label ${id}`),
    facets: [],
    text: text === null ? null : both(text, `${text} (en)`),
    children,
    questions: { es: ['palabras', `¿qué dice ${section}?`], en: [`what does ${section} say?`] },
  };
}

/** A small document with each kind of entry: front matter, paragraph, group, groups in a group, lone bullet. */
export function smallDocument(): Document {
  const entries = [
    entry('ficha', 'PLAN', 'INSTITUTO\nFecha: 15/01/2024\n(Artículo 10)'),
    entry('mision', 'Misión', 'Velar por el derecho «humano» de migrar & más.'),
    entry('objetivos', 'Objetivos', null, ['grupo', 'solo.1']),
    entry('grupo', 'Grupo', null, ['grupo.1', 'grupo.2']),
    entry('grupo.1', 'Grupo', 'Primer punto.'),
    entry('grupo.2', 'Grupo', 'Segundo punto.'),
    entry('solo.1', 'Solo', 'Punto sin compañía.'),
  ];
  return {
    id: 'plan',
    title: both('PLAN', 'PLAN (en)'),
    shortTitle: both('Plan', 'Plan (en)'),
    issuer: both('Instituto de Pruebas', 'Institute of Tests'),
    issued: '2024-01-15',
    legalBasis: both('Artículo 10', 'Article 10'),
    entries,
  };
}

export function quoteOf(document: Document, id: string, lang: Language): Quote {
  const { text, section } = document.entries.find(candidate => candidate.id === id)!;
  return {
    entry: id,
    lang,
    official: lang === 'es',
    text: textIn(text!, lang),
    section: textIn(section, lang),
  };
}

export function optionOf(document: Document, id: string, lang: Language, role: Option['role']): Option {
  const { title, label } = document.entries.find(candidate => candidate.id === id)!;
  return { entry: id, title: textIn(title, lang), label: textIn(label, lang), role };
}

export function replyOf(lang: Language, decision: Decision, more: Partial<Reply> = {}): Reply {
  return {
    lang,
    decision,
    intent: null,
    reason: null,
    facet: null,
    entry: null,
    entries: [],
    confidence: 0.9,
    quotes: [],
    options: [],
    citation: null,
    speaker: 'assistant',
    before: [],
    after: [],
    text: '',
    ...more,
  };
}

export function citationOf(document: Document, section: string): NonNullable<Reply['citation']> {
  return { document: document.id, section, issued: document.issued, edition: EDITION };
}

export interface Site {
  /** What was asked, in order. */
  readonly asked: Question[];
  readonly reported: unknown[];
  readonly routes: readonly Route[];
  get(path: string, headers?: Partial<PageRequest>): Promise<PageResponse>;
  post(
    path: string,
    form: Record<string, string> | Error,
    headers?: Partial<PageRequest>,
  ): Promise<PageResponse>;
  notFound(path: string, headers?: Partial<PageRequest>): PageResponse;
}

/** The public pages on a server that is none. `answer` decides what every question gets. */
export function site(answer: (question: Question) => Asked | Error, more: Partial<PageParts> = {}): Site {
  const routes: Route[] = [];
  const asked: Question[] = [];
  const reported: unknown[] = [];
  const pages = registerPages(
    { add: route => void routes.push(route) },
    {
      sentences,
      published: () => ({ edition: EDITION, documents: [smallDocument()] }),
      ask: async question => {
        asked.push(question);
        const outcome = answer(question);
        if (outcome instanceof Error) throw outcome;
        return outcome;
      },
      origin: 'https://asistente.example',
      contacts: { phone: null, emergency: null, url: null, hours: null },
      retention: {
        conversationHours: 24,
        addressHours: 23,
        handoverDays: 7,
        messageHashDays: 8,
        unansweredDays: 180,
        auditDays: 365,
        backupDays: 14,
      },
      accuracy: null,
      report: error => void reported.push(error),
      ...more,
    },
  );
  const request = (
    method: 'GET' | 'POST',
    address: string,
    form: Record<string, string> | Error,
  ): PageRequest => {
    const url = new URL(address, 'https://asistente.example');
    return {
      method,
      path: url.pathname,
      query: url.searchParams,
      acceptLanguage: '',
      acceptEncoding: '',
      ifNoneMatch: '',
      client: 'somebody',
      form: async () => {
        if (form instanceof Error) throw form;
        return form;
      },
    };
  };
  const send = async (asked: PageRequest) => {
    const route = routes.find(({ method, path }) => method === asked.method && path === asked.path);
    if (!route) throw new Error(`no route for ${asked.method} ${asked.path}`);
    return route.handler(asked);
  };
  return {
    asked,
    reported,
    routes,
    get: (path, headers) => send({ ...request('GET', path, {}), ...headers }),
    post: (path, form, headers) => send({ ...request('POST', path, form), ...headers }),
    notFound: (path, headers) => pages.notFound({ ...request('GET', path, {}), ...headers }),
  };
}
