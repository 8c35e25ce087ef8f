import { type Html, html } from '../../web/pages/index.ts';
import { LONGEST_PASSWORD } from '../signin/password.ts';
import type { DeskView } from '../view.ts';

export interface SignInState {
  /** For the hidden field. */
  readonly csrf: string;
  /** There are local accounts. */
  readonly local: boolean;
  /** A provider is configured. */
  readonly provider: boolean;
  /** What went wrong, a key in `desk.signIn.problem`. */
  readonly problem: string | null;
  readonly user: string;
}

/** The page on which one signs in. Works without JavaScript. */
export function signInMain(view: DeskView, { csrf, local, provider, problem, user }: SignInState): Html {
  return html`<div class="narrow"><h1>${view.say('signIn.title')}</h1>
<p class="lede">${view.say('signIn.lede')}</p>
${problem !== null && html`<p class="error" id="problem" role="alert">${view.say(`signIn.problem.${problem}`)}</p>`}
${provider && html`<p><a class="button" href="/desk/oidc/start">${view.say('signIn.provider')}</a></p>`}
${provider && local && html`<p class="or">${view.say('signIn.or')}</p>`}
${
  local &&
  html`<form class="sign-in" method="post" action="/desk/sign-in"><input type="hidden" name="csrf" value="${csrf}">
<label for="user">${view.say('signIn.user')}</label>
<input id="user" name="user" type="text" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="64" value="${user}" required${problem !== null && html` aria-describedby="problem" aria-invalid="true"`}>
<label for="password">${view.say('signIn.password')}</label>
<input id="password" name="password" type="password" autocomplete="current-password" maxlength="${LONGEST_PASSWORD}" required${problem !== null && html` aria-describedby="problem" aria-invalid="true"`}>
<button type="submit">${view.say('signIn.submit')}</button>
</form>`
}
</div>`;
}

/** Nobody can sign in yet: what the operator does about it. */
export function offMain(view: DeskView): Html {
  return html`<div class="narrow"><h1>${view.say('off.title')}</h1>
<p>${view.say('off.text')}</p>
<h2>${view.say('off.localTitle')}</h2>
<pre><code>npm run desk -- user add ana --role agent --name "Ana López"</code></pre>
<h2>${view.say('off.providerTitle')}</h2>
<pre><code>DESK_OIDC_ISSUER=
DESK_OIDC_CLIENT_ID=
DESK_OIDC_CLIENT_SECRET=</code></pre>
<p>${view.say('off.more')}</p></div>`;
}

/** After signing out: the desk is closed, the provider may not be. */
export function signedOutMain(view: DeskView, providerUrl: string | null): Html {
  return html`<div class="narrow"><h1>${view.say('signedOut.title')}</h1>
<p>${view.say('signedOut.text')}</p>
<p><a class="button" href="/desk/sign-in">${view.say('signedOut.again')}</a></p>
${providerUrl !== null && html`<p><a href="${providerUrl}" rel="noreferrer">${view.say('signedOut.provider')}</a></p>`}</div>`;
}
