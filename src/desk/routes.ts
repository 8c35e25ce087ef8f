import { type HttpAnswer, HttpError, type HttpRequest, type Routes } from '../channel/index.ts';
import type { Json } from '../store/index.ts';
import { readForm } from './form.ts';
import { deskPage, forbiddenMain, type PageAssets } from './pages/shell.ts';
import { offMain } from './pages/sign-in.ts';
import type { DeskParts } from './parts.ts';
import { mayOneOf, type Role } from './roles.ts';
import type { Sessions, SignedIn } from './signin/sessions.ts';
import { isSame } from './signin/tokens.ts';
import { type DeskView, deskView } from './view.ts';

/** A request to the desk by somebody who may make it. */
export interface Visit {
  readonly request: HttpRequest;
  readonly session: SignedIn;
  readonly view: DeskView;
  /** The form of a POST; its token was checked. */
  readonly form: URLSearchParams;
  /** The file that a form brought, where the route takes one. */
  readonly file: { readonly name: string; readonly bytes: Uint8Array } | null;
  /** The body of a POST to the API. */
  readonly body: { readonly [key: string]: Json | undefined };
}

/**
 * A route of the desk. `kind` `page`: answered with HTML, a POST brings a form with the field `csrf`; `api`: JSON,
 * a POST brings the header `X-Igm-Csrf`.
 */
export interface DeskRoute {
  readonly method: 'GET' | 'POST';
  /** Under `/desk`; may have `:names`. */
  readonly path: string;
  readonly kind: 'page' | 'api';
  /** Who may; somebody with one of these roles. */
  readonly roles: readonly Role[];
  /** Of a form that brings a file: how many bytes it may have. */
  readonly upload?: number;
  handler(visit: Visit): Promise<HttpAnswer>;
}

/** Header in which the desk's own code sends its token. */
const CSRF_HEADER = 'x-igm-csrf';
const API_LIMITS = { bytes: 64 * 1024, depth: 8 };
const FORM_LIMITS = { bytes: 512 * 1024 };

export interface Guard {
  /** Registers a route behind everything that has to hold before it is answered. */
  add(route: DeskRoute): void;
  /** Every route, for whoever wants to look at all of them. */
  readonly table: readonly DeskRoute[];
}

/** Whether anybody can sign in: there is an account, or a provider. */
export type IsOn = () => Promise<boolean>;

export function createGuard(
  routes: Routes,
  parts: DeskParts,
  { sessions, assets, isOn }: { sessions: Sessions; assets: PageAssets; isOn: IsOn },
): Guard {
  const table: DeskRoute[] = [];

  /** The order counts: on at all, signed in, allowed, and meant by the person and not by another site. */
  async function answer(route: DeskRoute, request: HttpRequest): Promise<HttpAnswer> {
    const session = await sessions.of(request.headers);
    const view = deskView(parts.sentences, request, session);
    if (session === null) return refuseStranger(route, view);
    if (!mayOneOf(session.roles, route.roles)) {
      parts.counters.add('desk-forbidden');
      if (route.kind === 'api') throw new HttpError(403, 'RoleMissing', 'Your role may not do this.');
      return deskPage(view, assets, { title: view.say('forbidden.title'), main: forbiddenMain(view) }, 403);
    }
    const nothing = new URLSearchParams();
    const common = { request, session, view, form: nothing, file: null, body: {} };
    if (route.method === 'GET') return route.handler(common);
    if (route.kind === 'page') {
      const { form, file } = await readForm(request, { ...FORM_LIMITS, upload: route.upload });
      requireCsrf(form.get('csrf'), session, request);
      return route.handler({ ...common, form, file });
    }
    requireCsrf(request.headers[CSRF_HEADER], session, request);
    const body = await request.json(API_LIMITS);
    if (typeof body !== 'object' || body === null || Array.isArray(body))
      throw new HttpError(400, 'BadRequest', 'The body must be a JSON object.');
    return route.handler({ ...common, body: body as Visit['body'] });
  }

  async function refuseStranger(route: DeskRoute, view: DeskView): Promise<HttpAnswer> {
    if (route.kind === 'page' && route.method === 'GET') {
      if (await isOn()) return { status: 303, headers: { Location: `/desk/sign-in` } };
      return deskPage(view, assets, { title: view.say('off.title'), main: offMain(view) }, 503);
    }
    throw new HttpError(401, 'NotSignedIn', 'Sign in first.');
  }

  function requireCsrf(given: string | string[] | null | undefined, session: SignedIn, request: HttpRequest) {
    const { origin } = request.headers;
    const foreign = origin !== undefined && !parts.origins.includes(origin);
    if (foreign || typeof given !== 'string' || !isSame(given, session.csrf)) {
      parts.counters.add('desk-csrf-refused');
      throw new HttpError(403, 'NotFromHere', 'This was not sent from a page of this desk: reload it.');
    }
  }

  return {
    table,
    add(route) {
      table.push(route);
      const serve = (request: HttpRequest) => answer(route, request);
      if (route.method === 'GET') routes.get(route.path, serve);
      else routes.post(route.path, serve);
    },
  };
}
