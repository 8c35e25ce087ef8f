import type { Config } from './shape.ts';
import type { Values, VariableName } from './variables.ts';

const WHATSAPP = [
  'WHATSAPP_PHONE_NUMBER_ID',
  'WHATSAPP_ACCESS_TOKEN',
  'WHATSAPP_APP_SECRET',
  'WHATSAPP_VERIFY_TOKEN',
  'WHATSAPP_GRAPH_URL',
] as const;
const DESK = ['DESK_OIDC_ISSUER', 'DESK_OIDC_CLIENT_ID', 'DESK_OIDC_CLIENT_SECRET'] as const;
const BOT_PARAMETERS = [
  'ToChannelFromBotLoginUrl',
  'ToChannelFromBotOAuthScope',
  'ToBotFromChannelTokenIssuer',
  'ToBotFromChannelOpenIdMetadataUrl',
  'ToBotFromEmulatorOpenIdMetadataUrl',
  'OAuthUrl',
  'CallerId',
  'ValidateAuthority',
] as const;

/** Secrets that the operator makes up, and the length from which on nobody guesses them. */
const WEAKENING = ['DIRECTLINE_SECRET', 'METRICS_TOKEN'] as const;
const STRONG_LENGTH = 24;

/** Puts the values of the single variables together. */
export function asConfig(values: Values): Config {
  const missingOf = (names: readonly VariableName[]) => names.filter(name => values[name] === undefined);
  const begun = (names: readonly VariableName[]) => names.some(name => values[name] !== undefined);
  const whole = (names: readonly VariableName[]) => missingOf(names).length === 0;
  const groups = [
    { channel: 'WhatsApp', names: WHATSAPP },
    { channel: 'Desk', names: DESK },
  ];
  return {
    http: {
      host: values.HOST,
      port: values.PORT,
      publicUrl: values.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
      trustProxy: values.TRUST_PROXY ?? null,
      loopback: isLoopback(values.HOST),
    },
    logLevel: values.LOG_LEVEL,
    production: values.NODE_ENV === 'production',
    botframework:
      values.MicrosoftAppId === undefined
        ? null
        : {
            appType: values.MicrosoftAppType,
            appId: values.MicrosoftAppId,
            password: values.MicrosoftAppPassword ?? null,
            tenantId: values.MicrosoftAppTenantId ?? null,
            parameters: Object.fromEntries(
              BOT_PARAMETERS.flatMap(name => (values[name] ? [[name, values[name]]] : [])),
            ),
          },
    botServiceHosts: values.BOT_SERVICE_URL_HOSTS,
    whatsapp: whole(WHATSAPP)
      ? {
          phoneNumberId: values.WHATSAPP_PHONE_NUMBER_ID!,
          accessToken: values.WHATSAPP_ACCESS_TOKEN!,
          appSecret: values.WHATSAPP_APP_SECRET!,
          verifyToken: values.WHATSAPP_VERIFY_TOKEN!,
          graphUrl: values.WHATSAPP_GRAPH_URL!.replace(/\/+$/, ''),
        }
      : null,
    directline: {
      secret: values.DIRECTLINE_SECRET ?? null,
      origins: values.DIRECTLINE_ORIGINS.map(o => o.toLowerCase()),
    },
    store: { url: values.DATABASE_URL, sync: values.STORE_SYNC, redisUrl: values.REDIS_URL ?? null },
    dataKeys: values.DATA_KEY,
    contacts: {
      phone: values.CONTACT_PHONE ?? null,
      emergency: values.CONTACT_EMERGENCY ?? null,
      url: values.CONTACT_URL ?? null,
      hours: values.CONTACT_HOURS ?? null,
    },
    timeZone: values.TZ_OFFICE,
    ratePerMinute: values.RATE_LIMIT_PER_MINUTE,
    metricsToken: values.METRICS_TOKEN ?? null,
    desk: whole(DESK)
      ? {
          issuer: values.DESK_OIDC_ISSUER!,
          clientId: values.DESK_OIDC_CLIENT_ID!,
          clientSecret: values.DESK_OIDC_CLIENT_SECRET!,
          roleClaim: values.DESK_OIDC_ROLE_CLAIM,
        }
      : null,
    weakSecrets: WEAKENING.filter(name => (values[name]?.length ?? Number.POSITIVE_INFINITY) < STRONG_LENGTH),
    incomplete: [
      ...groups
        .filter(({ names }) => begun(names) && !whole(names))
        .map(({ channel, names }) => ({ channel, missing: missingOf(names) })),
      // A managed identity has no password: what Teams cannot do without is the id.
      ...(begun(['MicrosoftAppPassword', 'MicrosoftAppTenantId']) && !values.MicrosoftAppId
        ? [{ channel: 'Teams', missing: ['MicrosoftAppId'] }]
        : []),
    ],
  };
}

/** True for an address or name that only this machine can reach. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}
