import type { Option, Reply } from '../../../src/answer/index.ts';
import { seedSentences } from '../../seed.ts';

const say = seedSentences();

/** So many ways to go on. */
export function options(count: number, role: Option['role'] = 'follow-up'): Option[] {
  return Array.from({ length: count }, (_, i) => ({
    entry: `e.${i}`,
    title: `Tema ${i}`,
    label: `Tema ${i}`,
    role,
  }));
}

/** A reply put together as the answers room does it. */
export function replyWith({ quoted = [], ...over }: Partial<Reply> & { quoted?: string[] }): Reply {
  const lang = over.lang ?? 'es';
  const quotes = quoted.map(text => ({
    entry: 'mision',
    lang,
    official: lang === 'es',
    text,
    section: 'Sección',
  }));
  const given = { before: ['dicho'], after: [] as string[], options: [] as Option[], ...over };
  const before = quoted.length > 0 && over.before === undefined ? [] : given.before;
  const numbered =
    quotes.length > 0 && quotes.length === given.options.filter(({ role }) => role === 'child').length;
  const listed = given.options.filter(({ role }) => role !== 'follow-up').slice(numbered ? quotes.length : 0);
  const further = given.options.filter(({ role }) => role === 'follow-up');
  const alone = listed.length === 0 && !numbered;
  const lines = [
    ...listed.map(({ title }, i) => `${(numbered ? quotes.length : 0) + i + 1}. ${title}`),
    ...(further.length > 0 ? [say(lang, alone ? 'assistant:options' : 'assistant:further')] : []),
    ...further.map(({ title }, i) => (alone ? `${i + 1}. ${title}` : `– ${title}`)),
  ];
  const blocks = [
    before.join('\n'),
    ...quotes.map(({ text, section }) => `${section}\n«${text}»`),
    quotes.length > 0 ? 'Fuente: «Sección».' : '',
    given.after.join('\n'),
    lines.join('\n'),
  ];
  return {
    lang,
    decision: 'answer',
    intent: null,
    reason: null,
    facet: null,
    entry: quotes.length > 0 ? 'mision' : null,
    entries: quotes.length > 0 ? ['mision'] : [],
    confidence: 1,
    quotes,
    citation:
      quotes.length > 0
        ? { document: 'd', section: 'Sección', issued: '2024-01-15', edition: 'sha256:0' }
        : null,
    speaker: 'assistant',
    ...given,
    before,
    text: over.text ?? blocks.filter(block => block !== '').join('\n\n'),
  };
}
