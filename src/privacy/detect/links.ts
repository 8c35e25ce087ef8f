import type { Finding, Reading } from './reading.ts';

/** Names of accounts on social networks, links to profiles and chats, personal parameters of web addresses. */
export function findLinks(reading: Reading): Finding[] {
  const { text } = reading;
  const found: Finding[] = [];
  for (const match of text.matchAll(PROFILE)) {
    const trimmed = match[0].replace(/[.,;:!?)\]}'"*]{1,20}$/, '');
    found.push({ kind: 'handle', start: match.index, end: match.index + trimmed.length });
  }
  for (const match of text.matchAll(HANDLE)) {
    if (OFFICIAL.test(match[0])) continue;
    found.push({ kind: 'handle', start: match.index, end: match.index + trimDot(match[0]).length });
  }
  for (const match of text.matchAll(NAMED_ACCOUNT)) {
    const account = trimDot(match.groups?.account ?? '');
    const end = match.index + match[0].length - (match.groups?.account ?? '').length + account.length;
    // "mi facebook es bonito" names no account; a digit or a sign in it, or a colon before it, does.
    const named =
      /[\d_.-]/.test(account) || /[:=]\s?$/.test(match[0].slice(0, match[0].length - account.length));
    if (named && account.length >= 3) found.push({ kind: 'handle', start: end - account.length, end });
  }
  for (const match of text.matchAll(PARAMETER)) {
    const { key, value } = match.groups as { key: string; value: string };
    if (!PERSONAL_KEY.test(key)) continue;
    const start = match.index + match[0].length - value.length;
    found.push({ kind: 'link', start, end: start + value.length });
  }
  for (const match of text.matchAll(USER_IN_ADDRESS)) {
    const user = match.groups?.user ?? '';
    const start = match.index + match[0].length - user.length - 1;
    found.push({ kind: 'link', start, end: start + user.length });
  }
  return found;
}

const trimDot = (text: string) => text.replace(/[.]{1,20}$/, '');

const HOSTS =
  'wa\\.me|t\\.me|m\\.me|ig\\.me|telegram\\.(?:me|org)|facebook\\.com|fb\\.(?:com|me)|messenger\\.com|instagram\\.com|tiktok\\.com|' +
  'twitter\\.com|x\\.com|linkedin\\.com|snapchat\\.com|youtube\\.com|threads\\.(?:net|com)|whatsapp\\.com|discord\\.(?:gg|com)|' +
  'signal\\.me|pinterest\\.com|reddit\\.com|linktr\\.ee|skype\\.com|bsky\\.app|paypal\\.me';
/** Everything to the next space belongs to the link; `\ue000` is a mark of an earlier redaction. */
const PROFILE = new RegExp(
  `(?<![\\p{L}\\p{N}.@-])(?:https?://)?(?:[a-z0-9-]{1,20}\\.){0,2}(?:${HOSTS})\\s?/\\s?[^\\s/\\ue000<>"][^\\s\\ue000<>"]*`,
  'gu',
);
const HANDLE = /(?<![\p{L}\p{N}_.@%+-])@[\p{L}_][\p{L}\p{N}_.-]+/gu;
/** The institute's own accounts and mail domain. */
const OFFICIAL = /^@(?:igm|migracion)(?![a-z])/;
const NETWORKS =
  'facebook|face|fb|instagram|insta|ig|telegram|tiktok|tik tok|twitter|snapchat|snap|skype|discord|messenger|linkedin|threads';
const NAMED_ACCOUNT = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(?:mi|my)\\s(?:${NETWORKS}|usuario|user|username|perfil|profile)\\s{0,2}(?:es|is|:|=)|(?:${NETWORKS}|usuario|username)\\s?[:=])` +
    '[\\s:]{0,3}@?(?<account>[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]*)',
  'gu',
);
const PARAMETER = /[?&#;](?<key>[a-z][a-z0-9_.[\]-]{0,40})=(?<value>[^\s&#;\ue000<>"]+)/gu;
const PERSONAL_KEY =
  /name|nombre|apellid|mail|correo|phone|^tel|telef|^cel|movil|mobile|dpi|^cui|pasap|passp|^dob|nacim|birth|^user|usuario|token|sess|auth|addr|direcc|domicil|card|tarjeta|ssn|^nit$|fbclid|gclid|^u?id$|^pin$|passw|clave|lat$|^lng$|^lon$/;
const USER_IN_ADDRESS = /https?:\/\/(?<user>[^\s/@?#\ue000]+)@/gu;
