import type { Assets } from './assets.ts';
import { contactBlock } from './contacts.ts';
import type { Retention } from './parts.ts';
import { list, prosePage, section, table } from './prose.ts';
import type { Html } from './template.ts';
import type { View } from './view.ts';

/** The privacy notice: what the code does, with the times that the store's purge works by. */
export function privacyPage(view: View, assets: Assets): string {
  return prosePage(view, assets, 'privacy', [
    section(view, 'privacy.askHeading', list(view, 'privacy.ask', ['account', 'please'])),
    section(
      view,
      'privacy.pageHeading',
      list(view, 'privacy.page', ['cookies', 'address', 'store', 'network', 'offline']),
    ),
    section(
      view,
      'privacy.writeHeading',
      list(view, 'privacy.write', ['redact', 'mistakes', 'pseudonym', 'sealed', 'reader']),
    ),
    section(view, 'privacy.keepHeading', retentionTable(view, view.parts.retention)),
    section(view, 'privacy.deleteHeading', list(view, 'privacy.delete', ['chat', 'browser', 'shared'])),
    section(view, 'privacy.contactHeading', contactBlock(view)),
  ]);
}

function retentionTable(view: View, retention: Retention): Html {
  const hours = (count: number) => view.say('privacy.hours', { count });
  const days = (count: number) => view.say('privacy.days', { count });
  const rows: [what: string, time: string][] = [
    ['address', view.say('privacy.atMost', { time: hours(retention.addressHours) })],
    ['conversation', hours(retention.conversationHours)],
    ['handover', days(retention.handoverDays)],
    ['messageHash', days(retention.messageHashDays)],
    ['backup', days(retention.backupDays)],
    ['unanswered', days(retention.unansweredDays)],
    ['audit', days(retention.auditDays)],
  ];
  return table(
    'keep_caption',
    view.say('privacy.keepCaption'),
    ['what', 'long'].map(column => view.say(`privacy.keepColumn.${column}`)),
    rows.map(([what, time]) => [view.say(`privacy.keep.${what}`), time]),
  );
}
