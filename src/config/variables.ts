import { isIP } from 'node:net';
import { z } from 'zod';

/**
 * Every variable of the environment that the service reads, in the order of `.env.example`. A schema takes the
 * trimmed text (an empty one counts as not set) and its message is the remedy that the operator reads.
 */

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const APP_TYPES = ['SingleTenant', 'UserAssignedMSI', 'MultiTenant'] as const;
const WEEKDAYS = '(?:Mo|Tu|We|Th|Fr|Sa|Su)';
const CLOCK = '(?:[01]\\d|2[0-4]):[0-5]\\d';
const OPENING = new RegExp(`^${WEEKDAYS}(?:[-,]${WEEKDAYS})* ${CLOCK}-${CLOCK}(?:,${CLOCK}-${CLOCK})*$`);

/** Hosts that Azure Bot Service and Teams are answered at, where the operator names none. */
const BOT_SERVICE_HOSTS = ['smba.trafficmanager.net', '*.botframework.com'] as const;

const text = (remedy: string, pattern?: RegExp) =>
  z.string().refine(value => pattern === undefined || pattern.test(value), remedy);

const number = (min: number, max: number) =>
  z
    .string()
    .refine(
      value => /^\d{1,9}$/.test(value) && +value >= min && +value <= max,
      `give a number from ${min} to ${max}`,
    )
    .transform(Number);

const list = (remedy: string, fits: (item: string) => boolean) =>
  z
    .string()
    .transform(value =>
      value
        .split(',')
        .map(item => item.trim())
        .filter(item => item !== ''),
    )
    .refine(items => items.length > 0 && items.every(fits), remedy);

const url = (remedy: string, fits: (url: URL) => boolean) =>
  z.string().refine(value => {
    const parsed = URL.parse(value);
    return parsed !== null && parsed.username === '' && fits(parsed);
  }, remedy);

const isHttp = (parsed: URL) => /^https?:$/.test(parsed.protocol);
const isBase = (parsed: URL) => isHttp(parsed) && parsed.search === '' && parsed.hash === '';

/** True for what a browser would send as `Origin`. */
function isOrigin(value: string): boolean {
  const parsed = URL.parse(value);
  return parsed !== null && isHttp(parsed) && parsed.origin === value.toLowerCase();
}

function isHostPattern(value: string): boolean {
  return isOrigin(value) || /^(?:\*\.)?(?:[a-z0-9-]{1,63}\.)+[a-z]{2,63}$/i.test(value);
}

function isNetwork(value: string): boolean {
  const [address = '', prefix, ...rest] = value.split('/');
  const bits = isIP(address) === 4 ? 32 : 128;
  const fits = prefix === undefined || (/^\d{1,3}$/.test(prefix) && +prefix <= bits);
  return isIP(address) !== 0 && fits && rest.length === 0;
}

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}

const phone = text(
  'give it as +50222334455, or as a short code of 3 to 6 digits',
  /^(?:\+[1-9]\d{6,14}|\d{3,6})$/,
);
/** Comes back in an `Authorization: Bearer` header. */
const bearer = text('give characters without spaces (openssl rand -hex 32)', /^[!-~]+$/);
const httpUrl = url('give an address such as https://login.example.org/path', isHttp);

/** Which proxies are believed when they say who the client is: a number of hops, or networks. */
export type TrustProxy = { readonly hops: number } | { readonly networks: readonly string[] };

const trustProxy = z
  .string()
  .refine(
    value => /^\d{1,2}$/.test(value) || value.split(',').every(item => isNetwork(item.trim())),
    'give the number of proxies in front (1), or their networks (10.0.0.0/8,fd00::/8)',
  )
  .transform(
    (value): TrustProxy =>
      /^\d{1,2}$/.test(value) ? { hops: +value } : { networks: value.split(',').map(item => item.trim()) },
  );

const databaseUrl = text(
  'give file:PATH for SQLite, or postgres://… for PostgreSQL',
  /^(?:memory:$|file:.|postgres(?:ql)?:\/\/.)/,
);

export const VARIABLES = {
  PORT: number(0, 65_535).default(3978),
  HOST: text('give a host name or an address to listen on, such as 127.0.0.1', /^[\w.:-]+$/).default(
    '127.0.0.1',
  ),
  PUBLIC_URL: url(
    'give the address that people open, such as https://asistente.example.org',
    isBase,
  ).optional(),
  TRUST_PROXY: trustProxy.optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, `give one of ${LOG_LEVELS.join(', ')}`).default('info'),
  NODE_ENV: z.string().default('development'),

  MicrosoftAppType: z.enum(APP_TYPES, `give one of ${APP_TYPES.join(', ')}`).default('SingleTenant'),
  MicrosoftAppId: text(
    'give the application (client) id of the bot: letters, digits and hyphens',
    /^[\w-]+$/,
  ).optional(),
  MicrosoftAppPassword: z.string().optional(),
  MicrosoftAppTenantId: text('give the directory (tenant) id', /^[\w.-]+$/).optional(),
  BOT_SERVICE_URL_HOSTS: list(
    'give host names, *.domains or exact origins, with commas between',
    isHostPattern,
  ).default([...BOT_SERVICE_HOSTS]),
  // The Bot Framework SDK's own names, for sovereign clouds and tests.
  ToChannelFromBotLoginUrl: httpUrl.optional(),
  ToChannelFromBotOAuthScope: z.string().optional(),
  ToBotFromChannelTokenIssuer: z.string().optional(),
  ToBotFromChannelOpenIdMetadataUrl: httpUrl.optional(),
  ToBotFromEmulatorOpenIdMetadataUrl: httpUrl.optional(),
  OAuthUrl: httpUrl.optional(),
  CallerId: z.string().optional(),
  ValidateAuthority: z.enum(['true', 'false'], 'give true or false').optional(),

  WHATSAPP_PHONE_NUMBER_ID: text(
    'give the digits that Meta shows as "Phone number ID"',
    /^\d{5,25}$/,
  ).optional(),
  WHATSAPP_ACCESS_TOKEN: z.string().optional(),
  WHATSAPP_APP_SECRET: z.string().optional(),
  WHATSAPP_VERIFY_TOKEN: z.string().optional(),
  WHATSAPP_GRAPH_URL: url('give https://graph.facebook.com', isBase).optional(),

  DIRECTLINE_SECRET: bearer.optional(),
  DIRECTLINE_ORIGINS: list('give origins such as https://igm.gob.gt, with commas between', isOrigin).default(
    [],
  ),

  DATABASE_URL: databaseUrl.default('file:data/igm.db'),
  STORE_SYNC: z.enum(['normal', 'full'], 'give normal or full').default('normal'),
  REDIS_URL: text('give redis://… or rediss://…', /^rediss?:\/\/./).optional(),
  DATA_KEY: list(
    'give keys of at least 32 characters (openssl rand -hex 32), the current one first',
    key => key.length >= 32,
  ).default([]),

  CONTACT_PHONE: phone.optional(),
  CONTACT_EMERGENCY: phone.optional(),
  CONTACT_URL: url(
    'give an address that starts with https://',
    parsed => parsed.protocol === 'https:',
  ).optional(),
  CONTACT_HOURS: z
    .string()
    .refine(
      value => value.split(';').every(part => OPENING.test(part.trim())),
      'give it as Mo-Fr 08:00-16:00',
    )
    .optional(),
  TZ_OFFICE: z
    .string()
    .refine(isTimeZone, 'give a time zone such as America/Guatemala')
    .default('America/Guatemala'),

  RATE_LIMIT_PER_MINUTE: number(0, 1_000_000).default(20),
  METRICS_TOKEN: bearer.optional(),
  DESK_OIDC_ISSUER: httpUrl.optional(),
  DESK_OIDC_CLIENT_ID: z.string().optional(),
  DESK_OIDC_CLIENT_SECRET: z.string().optional(),
  DESK_OIDC_ROLE_CLAIM: z.string().default('roles'),
};

export type VariableName = keyof typeof VARIABLES;
export type Values = { [Name in VariableName]: z.output<(typeof VARIABLES)[Name]> };

/** Never printed: secrets, and addresses that may hold a password. */
export const SECRETS: ReadonlySet<string> = new Set<VariableName>([
  'MicrosoftAppPassword',
  'WHATSAPP_ACCESS_TOKEN',
  'WHATSAPP_APP_SECRET',
  'WHATSAPP_VERIFY_TOKEN',
  'DIRECTLINE_SECRET',
  'DATABASE_URL',
  'REDIS_URL',
  'DATA_KEY',
  'METRICS_TOKEN',
  'DESK_OIDC_CLIENT_SECRET',
]);
