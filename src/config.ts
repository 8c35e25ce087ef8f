import { asConfig, isLoopback } from './config/assemble.ts';
import type { Config } from './config/shape.ts';
import { SECRETS, VARIABLES, type Values, type VariableName } from './config/variables.ts';

export type * from './config/shape.ts';
export type { TrustProxy } from './config/variables.ts';

/** One thing that is wrong with the environment. */
export interface ConfigFault {
  readonly name: string;
  /** Null where it is not set, or secret. */
  readonly value: string | null;
  readonly remedy: string;
}

/** The environment cannot be used. Holds every fault, not only the first; secrets are not shown. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'config-invalid';
  readonly faults: readonly ConfigFault[];
  constructor(faults: readonly ConfigFault[]) {
    const lines = faults.map(
      fault => `  ${fault.name}${fault.value === null ? '' : `=${fault.value}`}: ${fault.remedy}`,
    );
    super(`The environment has ${faults.length} fault(s):\n${lines.join('\n')}`);
    this.faults = faults;
  }
}

/** The names of all variables that {@link readConfig} reads. */
export const VARIABLE_NAMES = Object.keys(VARIABLES) as readonly VariableName[];

/** Reads the environment. Fails with {@link ConfigError}, which names every fault at once. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const faults: ConfigFault[] = [];
  const values: Record<string, unknown> = {};
  for (const name of VARIABLE_NAMES) {
    const given = env[name]?.trim() || undefined;
    const parsed = VARIABLES[name].safeParse(given);
    if (parsed.success) values[name] = parsed.data;
    else {
      const value = given === undefined || SECRETS.has(name) ? null : given;
      faults.push({ name, value, remedy: parsed.error.issues[0]?.message ?? 'is not valid' });
    }
  }
  faults.push(...contradictions(env));
  if (faults.length > 0) throw new ConfigError(faults);
  return frozen(asConfig(values as Values));
}

/** Rules that look at more than one variable. They read the raw text, so that they hold beside other faults. */
function contradictions(env: Readonly<Record<string, string | undefined>>): ConfigFault[] {
  const set = (name: VariableName) => (env[name] ?? '').trim() !== '';
  const faults: ConfigFault[] = [];
  const missing = (name: VariableName, remedy: string) => faults.push({ name, value: null, remedy });
  if (set('HOST') && !isLoopback(env.HOST!.trim()) && !set('PUBLIC_URL')) {
    missing('PUBLIC_URL', 'is needed when HOST is not loopback: give the address that people open');
  }
  if (set('MicrosoftAppId')) {
    const type = env.MicrosoftAppType?.trim() || 'SingleTenant';
    if (type !== 'MultiTenant' && !set('MicrosoftAppTenantId')) {
      missing(
        'MicrosoftAppTenantId',
        `is needed with MicrosoftAppType=${type}: give the directory (tenant) id`,
      );
    }
    if (type !== 'UserAssignedMSI' && !set('MicrosoftAppPassword')) {
      missing(
        'MicrosoftAppPassword',
        `is needed with MicrosoftAppType=${type}: give the client secret of the bot`,
      );
    }
  }
  if (/^postgres/.test((env.DATABASE_URL ?? '').trim()) && !set('DATA_KEY') && !set('DIRECTLINE_SECRET')) {
    missing('DATA_KEY', 'is needed with PostgreSQL, so that all instances share it: openssl rand -hex 32');
  }
  return faults;
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}
