import type { TrustProxy, Values } from './variables.ts';

/**
 * Everything that the operator has decided, read once at start and frozen. A channel whose secrets are absent is
 * null: it is off.
 */
export interface Config {
  readonly http: {
    readonly host: string;
    /** 0: any free port. */
    readonly port: number;
    /** Where people reach the service, without a slash at the end; null: where it listens (loopback only). */
    readonly publicUrl: string | null;
    readonly trustProxy: TrustProxy | null;
    /** True when it listens on the machine itself only. */
    readonly loopback: boolean;
  };
  readonly logLevel: Values['LOG_LEVEL'];
  readonly production: boolean;
  readonly botframework: BotFrameworkConfig | null;
  /** Hosts (`*.domain`, exact origins) that replies may be sent to. */
  readonly botServiceHosts: readonly string[];
  readonly whatsapp: WhatsAppConfig | null;
  readonly directline: { readonly secret: string | null; readonly origins: readonly string[] };
  readonly store: {
    readonly url: string;
    readonly sync: 'normal' | 'full';
    readonly redisUrl: string | null;
  };
  /** First current, older still open; empty: see "Data at rest" in CONTRACTS.md. */
  readonly dataKeys: readonly string[];
  readonly contacts: {
    readonly phone: string | null;
    readonly emergency: string | null;
    readonly url: string | null;
    readonly hours: string | null;
  };
  /** Time zone of the office: days are counted in it. */
  readonly timeZone: string;
  /** Messages a minute from one sender; 0: no limit. */
  readonly ratePerMinute: number;
  readonly metricsToken: string | null;
  readonly desk: DeskConfig | null;
  /** Names of secrets that are set but easy to guess: the start says so. */
  readonly weakSecrets: readonly string[];
  /** Channels that were begun but lack a variable: they are off, and the start says so. */
  readonly incomplete: readonly { readonly channel: string; readonly missing: readonly string[] }[];
}

export interface BotFrameworkConfig {
  readonly appType: Values['MicrosoftAppType'];
  readonly appId: string;
  readonly password: string | null;
  readonly tenantId: string | null;
  /** The SDK's parameters under the SDK's names; only those that are set. */
  readonly parameters: Readonly<Record<string, string>>;
}

export interface WhatsAppConfig {
  readonly phoneNumberId: string;
  readonly accessToken: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly graphUrl: string;
}

export interface DeskConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly roleClaim: string;
}
