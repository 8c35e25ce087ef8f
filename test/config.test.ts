import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ConfigError, readConfig, VARIABLE_NAMES } from '../src/config.ts';

function faultsOf(env: Record<string, string>): ConfigError {
  try {
    readConfig(env);
  } catch (error) {
    return error as ConfigError;
  }
  throw new Error('the environment was taken');
}

describe('the configuration', () => {
  it('needs nothing to be set', () => {
    const config = readConfig({});
    expect(config.http).toEqual({
      host: '127.0.0.1',
      port: 3978,
      publicUrl: null,
      trustProxy: null,
      loopback: true,
    });
    expect(config.store).toEqual({ url: 'file:data/igm.db', sync: 'normal', redisUrl: null });
    expect(config.ratePerMinute).toBe(20);
    expect(config.timeZone).toBe('America/Guatemala');
    expect([config.botframework, config.whatsapp, config.desk, config.directline.secret]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readConfig({ PORT: '', HOST: '  ', MicrosoftAppId: '' })).toEqual(readConfig({}));
  });

  it('cannot be changed once it is read', () => {
    const config = readConfig({ DIRECTLINE_ORIGINS: 'https://igm.gob.gt' });
    expect(() => Object.assign(config.http, { port: 1 })).toThrow(TypeError);
    expect(() => (config.directline.origins as string[]).push('https://evil.example')).toThrow(TypeError);
  });

  it('reports all faults at once, each with its name, its value and what to do', () => {
    const { code, faults, message } = faultsOf({
      PORT: '70000',
      TZ_OFFICE: 'Mars/Olympus',
      CONTACT_HOURS: 'always',
    });
    expect(code).toBe('config-invalid');
    expect(faults.map(fault => fault.name)).toEqual(['PORT', 'CONTACT_HOURS', 'TZ_OFFICE']);
    expect(message).toContain('PORT=70000: give a number from 0 to 65535');
  });

  it('never prints a secret', () => {
    const { message } = faultsOf({
      DATA_KEY: 'hunter2',
      DATABASE_URL: 'mysql://me:hunter2@db/igm',
      REDIS_URL: 'hunter2',
    });
    expect(message).toContain('DATA_KEY');
    expect(message).toContain('DATABASE_URL');
    expect(message).not.toContain('hunter2');
  });

  it.each([
    [{ HOST: '0.0.0.0' }, 'PUBLIC_URL'],
    [{ MicrosoftAppId: 'id', MicrosoftAppPassword: 'p' }, 'MicrosoftAppTenantId'],
    [{ MicrosoftAppId: 'id', MicrosoftAppTenantId: 't' }, 'MicrosoftAppPassword'],
    [{ DATABASE_URL: 'postgres://u:p@db/igm' }, 'DATA_KEY'],
    [{ TRUST_PROXY: '10.0.0.0/33' }, 'TRUST_PROXY'],
    [{ PUBLIC_URL: 'ftp://igm.gob.gt' }, 'PUBLIC_URL'],
    [{ CONTACT_URL: 'http://igm.gob.gt' }, 'CONTACT_URL'],
    [{ DIRECTLINE_ORIGINS: 'https://igm.gob.gt/path' }, 'DIRECTLINE_ORIGINS'],
    [{ BOT_SERVICE_URL_HOSTS: 'https://a.example/x' }, 'BOT_SERVICE_URL_HOSTS'],
  ])('refuses %o and names %s', (env, name) => {
    expect(faultsOf(env as Record<string, string>).faults.map(fault => fault.name)).toEqual([name]);
  });

  it.each([
    [{ HOST: '0.0.0.0', PUBLIC_URL: 'https://igm.example/' }],
    [{ MicrosoftAppType: 'MultiTenant', MicrosoftAppId: 'id', MicrosoftAppPassword: 'p' }],
    [{ MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppId: 'id', MicrosoftAppTenantId: 't' }],
    [{ DATABASE_URL: 'postgres://u:p@db/igm', DIRECTLINE_SECRET: 'x'.repeat(32) }],
    [{ TRUST_PROXY: '10.0.0.0/8, fd00::/8' }],
    [{ BOT_SERVICE_URL_HOSTS: 'http://127.0.0.1:4618,*.botframework.com' }],
    [
      {
        CONTACT_PHONE: '1500',
        CONTACT_EMERGENCY: '+50224112411',
        CONTACT_HOURS: 'Mo-Fr 08:00-16:00; Sa 08:00-12:00',
      },
    ],
  ])('takes %o', env => {
    expect(() => readConfig(env as Record<string, string>)).not.toThrow();
  });

  it('leaves a channel off that lacks a variable, and says which', () => {
    const config = readConfig({
      WHATSAPP_ACCESS_TOKEN: 'a',
      WHATSAPP_APP_SECRET: 'b',
      WHATSAPP_VERIFY_TOKEN: 'c',
    });
    expect(config.whatsapp).toBeNull();
    expect(config.incomplete).toEqual([
      { channel: 'WhatsApp', missing: ['WHATSAPP_PHONE_NUMBER_ID', 'WHATSAPP_GRAPH_URL'] },
    ]);
  });

  it('hands the SDK its own parameters under its own names', () => {
    const env = {
      MicrosoftAppType: 'MultiTenant',
      MicrosoftAppId: 'id',
      MicrosoftAppPassword: 'p',
      CallerId: 'me',
    };
    expect(readConfig(env).botframework?.parameters).toEqual({ CallerId: 'me' });
  });

  it('says which secrets are too short to be safe', () => {
    expect(readConfig({ DIRECTLINE_SECRET: 'short' }).weakSecrets).toEqual(['DIRECTLINE_SECRET']);
  });

  it('ends in a configuration or in its own error, whatever the environment holds', () => {
    const value = fc.oneof(
      fc.string(),
      fc.webUrl(),
      fc.ipV6(),
      fc.constantFrom('0', '-1', '1e9', ' ', '*', ','),
    );
    const env = fc.dictionary(fc.constantFrom(...VARIABLE_NAMES), value);
    fc.assert(
      fc.property(env, given => {
        try {
          return Object.isFrozen(readConfig(given));
        } catch (error) {
          return (error as ConfigError).code === 'config-invalid';
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('.env.example', () => {
  const lines = readFileSync('.env.example', 'utf8').split('\n');

  it('lists every variable once, unset', () => {
    const listed = lines.filter(line => /^\w+=/.test(line));
    expect(listed.map(line => line.slice(0, -1)).sort()).toEqual([...VARIABLE_NAMES].sort());
  });

  it('has a comment above each', () => {
    const bare = lines.filter((line, i) => /^\w+=/.test(line) && !lines[i - 1]?.startsWith('# '));
    expect(bare).toEqual([]);
  });
});
