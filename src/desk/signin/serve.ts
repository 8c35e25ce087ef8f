import { type HttpAnswer, HttpError, type HttpRequest, type Routes } from '../../channel/index.ts';
import { deskPage, type PageAssets } from '../pages/shell.ts';
import { type SignInState, signedOutMain, signInMain } from '../pages/sign-in.ts';
import type { DeskParts } from '../parts.ts';
import type { IsOn } from '../routes.ts';
import { deskView } from '../view.ts';
import { COOKIES, clearCookie, cookieIn, setCookie } from './cookies.ts';
import { createLocalSignIn } from './local.ts';
import { CALLBACK_PATH, createProvider, PROVIDER_SECONDS, type Provider, ProviderError } from './provider.ts';
import { SESSION_SECONDS, type Sessions } from './sessions.ts';
import { csrfOf, isSame, newToken } from './tokens.ts';

const FORM_SECONDS = 60 * 60;
const FORM_LIMITS = { bytes: 16 * 1024 };

/** Signing in and out: local accounts, and a provider if there is one. */
export function serveSignIn(
  routes: Routes,
  parts: DeskParts,
  { sessions, assets, isOn }: { sessions: Sessions; assets: PageAssets; isOn: IsOn },
): void {
  const { store, config, now, counters, log } = parts;
  const signInLocally = createLocalSignIn(store, now);
  const provider = config === null ? null : createProvider({ ...parts, config });
  // A provider leads back here from its own site: the cookie must come along.
  const sameSite = provider === null ? 'Strict' : 'Lax';

  async function page(
    request: HttpRequest,
    status: number,
    state: Partial<SignInState> = {},
  ): Promise<HttpAnswer> {
    const view = deskView(parts.sentences, request, null);
    if (!(await isOn())) return { status: 303, headers: { Location: '/desk' } };
    const cookie = cookieIn(request.headers, COOKIES.form) ?? newToken();
    const accounts = await store.accounts();
    const main = signInMain(view, {
      csrf: csrfOf(cookie),
      local: accounts.some(account => !account.disabled),
      provider: provider !== null,
      problem: null,
      user: '',
      ...state,
    });
    const answer = deskPage(view, assets, { title: view.say('signIn.title'), main }, status);
    const form = setCookie(COOKIES.form, cookie, { maxAge: FORM_SECONDS, sameSite });
    return { ...answer, headers: { ...answer.headers, ...form } };
  }

  async function open(who: Parameters<Sessions['open']>[0]): Promise<HttpAnswer> {
    const token = await sessions.open(who);
    await store.recordAudit({ actor: who.account, action: 'desk-signed-in', detail: { source: who.source } });
    counters.add('desk-signed-in');
    const cookie = setCookie(COOKIES.session, token, { maxAge: SESSION_SECONDS, sameSite });
    return { status: 303, headers: { Location: '/desk', ...cookie } };
  }

  function checkOrigin({ headers: { origin } }: HttpRequest): void {
    if (origin !== undefined && !parts.origins.includes(origin))
      throw new HttpError(403, 'NotFromHere', 'This was not sent from a page of this desk.');
  }

  routes.get('/desk/sign-in', request => page(request, 200));

  routes.post('/desk/sign-in', async request => {
    checkOrigin(request);
    const form = await request.form(FORM_LIMITS);
    const cookie = cookieIn(request.headers, COOKIES.form);
    if (cookie === null || !isSame(form.get('csrf') ?? '', csrfOf(cookie)))
      return page(request, 403, { problem: 'stale', user: form.get('user') ?? '' });
    const wait = await parts.signIns.take(request.client.key);
    const user = form.get('user') ?? '';
    if (wait !== null) return page(request, 429, { problem: 'limited', user });
    const account = await signInLocally(user, form.get('password') ?? '');
    if (account === null) {
      counters.add('desk-sign-in-refused');
      return page(request, 401, { problem: 'wrong', user });
    }
    return open({ account: account.id, source: 'local', name: account.name, roles: account.roles });
  });

  routes.post('/desk/sign-out', async request => {
    checkOrigin(request);
    const session = await sessions.of(request.headers);
    const form = await request.form(FORM_LIMITS);
    if (session !== null && !isSame(form.get('csrf') ?? '', session.csrf))
      throw new HttpError(403, 'NotFromHere', 'This was not sent from a page of this desk: reload it.');
    if (session !== null) {
      await sessions.close(session.id);
      await store.recordAudit({ actor: session.account, action: 'desk-signed-out', detail: {} });
    }
    const view = { ...deskView(parts.sentences, request, session), session: null };
    const at = session?.source === 'oidc' ? await signOutPage(provider) : null;
    const answer = deskPage(view, assets, {
      title: view.say('signedOut.title'),
      main: signedOutMain(view, at),
    });
    return { ...answer, headers: { ...answer.headers, ...clearCookie(COOKIES.session) } };
  });

  if (provider === null) return;

  routes.get('/desk/oidc/start', async request => {
    try {
      const { location, cookie } = await provider.begin();
      const kept = setCookie(COOKIES.provider, cookie, { maxAge: PROVIDER_SECONDS, sameSite: 'Lax' });
      return { status: 303, headers: { Location: location, ...kept } };
    } catch (error) {
      return failed(request, error);
    }
  });

  routes.get(CALLBACK_PATH, async request => {
    try {
      const identity = await provider.finish(request.query, cookieIn(request.headers, COOKIES.provider));
      if (identity.roles.length === 0) {
        counters.add('desk-sign-in-without-role');
        return await page(request, 403, { problem: 'noRole' });
      }
      return await open({ ...identity, source: 'oidc', roles: [...identity.roles] });
    } catch (error) {
      return failed(request, error);
    }
  });

  /** The person learns that it did not work; why, only the log knows. */
  function failed(request: HttpRequest, error: unknown): Promise<HttpAnswer> {
    const code = error instanceof ProviderError ? error.code : 'failed';
    const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined)?.code : undefined;
    counters.add('desk-sign-in-refused');
    log.warn(
      { code, cause: typeof cause === 'string' ? cause : null },
      'a sign-in with the provider did not succeed',
    );
    if (code === 'failed') log.error({ err: error }, 'a sign-in with the provider failed');
    const unreachable = code === 'provider-unreachable';
    return page(request, unreachable ? 502 : 401, { problem: unreachable ? 'unreachable' : 'provider' });
  }
}

/** Signing out here must work also while the provider is away. */
async function signOutPage(provider: Provider | null): Promise<string | null> {
  try {
    return (await provider?.signOutAt()) ?? null;
  } catch {
    return null;
  }
}
