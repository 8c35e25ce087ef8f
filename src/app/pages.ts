import { type HttpAnswer, HttpError, type HttpRequest, type Intake, type Routes } from '../channel/index.ts';
import type { Limiter } from '../instances/index.ts';
import { registerWidget, type WidgetParts } from '../web/files/index.ts';
import {
  type Asked,
  FormError,
  type PageParts,
  type PageRequest,
  type Question,
  type Retention,
  type Route,
  registerPages,
} from '../web/pages/index.ts';

/** How long things are kept, as the pages tell it: "Data at rest" in CONTRACTS.md, enforced by the store's purge. */
export const RETENTION: Retention = {
  conversationHours: 24,
  addressHours: 24,
  handoverDays: 7,
  messageHashDays: 8,
  unansweredDays: 180,
  auditDays: 365,
  backupDays: 14,
};

/** A question of 4,000 characters, each of them three times three characters of urlencoding, with room to spare. */
const FORM_LIMITS = { bytes: 64 * 1024 };

export interface PagesParts
  extends Omit<PageParts, 'ask' | 'retention'>,
    Pick<WidgetParts, 'code' | 'compress' | 'locales' | 'withIndex'> {
  readonly intake: Intake;
  /** Counts questions by address: the form has no conversation. */
  readonly limiter: Limiter;
}

/** Joins the pages and the widget's files, which know no HTTP library, to the server's routes. */
export function servePages(routes: Routes, parts: PagesParts): void {
  const { intake, limiter } = parts;

  async function ask({ text, hint, chosen, client }: Question): Promise<Asked> {
    const wait = await limiter.take(client);
    if (wait !== null && !intake.isUrgent(client, text))
      return { outcome: 'limited', retryAfterSeconds: wait };
    const { reply, text: question } = await intake.ask({ text, hint, chosen, channel: 'web' });
    return { outcome: 'reply', reply, question };
  }

  const served = {
    add({ method, path, handler }: Route) {
      const serve = async (request: HttpRequest): Promise<HttpAnswer> => handler(pageRequest(request));
      if (method === 'GET') routes.get(path, serve);
      else routes.post(path, serve);
    },
  };
  const pages = registerPages(served, { ...parts, ask, retention: RETENTION });
  registerWidget(served, { ...parts, shell: pages.shell });
  routes.notFoundPage(request => pages.notFound(pageRequest(request)));
}

function pageRequest(request: HttpRequest): PageRequest {
  const header = (name: 'accept-language' | 'accept-encoding' | 'if-none-match') => {
    const value = request.headers[name];
    return Array.isArray(value) ? value.join(', ') : (value ?? '');
  };
  return {
    method: request.method === 'POST' ? 'POST' : 'GET',
    path: request.path,
    query: request.query,
    acceptLanguage: header('accept-language'),
    acceptEncoding: header('accept-encoding'),
    ifNoneMatch: header('if-none-match'),
    client: request.client.key,
    async form() {
      try {
        return Object.fromEntries(await request.form(FORM_LIMITS));
      } catch (error) {
        if (!(error instanceof HttpError)) throw error;
        throw new FormError(error.status === 413 ? 'form-too-large' : 'form-malformed');
      }
    },
  };
}
