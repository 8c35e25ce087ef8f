import type { Config } from '../config.ts';

/** Whether a channel is on, and what it lacks when it is off. */
export interface ChannelState {
  readonly name: string;
  readonly on: boolean;
  readonly note: string;
}

/** What the operator reads at start. No secret is in it. */
export function channelStates(config: Config, accounts: readonly { disabled: boolean }[]): ChannelState[] {
  const people = accounts.filter(account => !account.disabled).length;
  const missingOf = (channel: string) => config.incomplete.find(group => group.channel === channel)?.missing;
  const off = (name: string, variables: string) => {
    const missing = missingOf(name);
    return {
      name,
      on: false,
      note: missing ? `lacks ${missing.join(', ')}` : `set ${variables} to turn it on`,
    };
  };
  return [
    { name: 'Website', on: true, note: 'public pages with a form' },
    {
      name: 'Direct Line',
      on: true,
      note:
        config.directline.secret === null
          ? 'for our own pages; set DIRECTLINE_SECRET for other servers'
          : 'for our own pages, and for servers with the secret',
    },
    config.botframework !== null
      ? { name: 'Teams', on: true, note: `POST /api/messages, ${config.botframework.appType}` }
      : off('Teams', 'MicrosoftAppId'),
    config.whatsapp !== null
      ? { name: 'WhatsApp', on: true, note: '/webhooks/whatsapp' }
      : off('WhatsApp', 'WHATSAPP_*'),
    config.desk !== null || people > 0
      ? {
          name: 'Desk',
          on: true,
          note: `/desk, ${config.desk !== null ? 'OpenID Connect' : `${people} accounts`}`,
        }
      : off('Desk', 'DESK_OIDC_*, or add an account (npm run desk -- user add),'),
  ];
}

/** The lines that `npm start` prints. */
export function startReport(url: string, publicUrl: string, states: readonly ChannelState[]): string {
  const lines = states.map(({ name, on, note }) => `  ${on ? 'on ' : 'off'}  ${name.padEnd(12)} ${note}`);
  const listening = url === publicUrl ? [] : [`  listening on ${url}`];
  return [`Asistente IGM: ${publicUrl}/es`, ...listening, ...lines, ''].join('\n');
}
