import type { Language } from '../../language/index.ts';
import type { Pack } from '../offline/index.ts';
import { copyText } from './copy.ts';
import { button, el } from './dom.ts';
import type { Facts } from './facts.ts';
import { withContactLinks } from './links.ts';
import { quotations, translated } from './quote.ts';
import { dayOf, type Say } from './say.ts';
import type { Speech, Spoken } from './speech.ts';
import type { Answer } from './wire.ts';

export interface AnswerParts {
  readonly say: Say;
  readonly facts: Facts;
  readonly speech: Speech | null;
  pack(): Promise<Pack>;
  /** Says something for the person: an option's name, "it was useful". */
  send(text: string): void;
}

/** What people ask when somebody may offer to do it for money. */
const PROCEDURES: ReadonlySet<string> = new Set([
  'price',
  'steps',
  'appointment',
  'eligibility',
  'own-case',
  'time',
]);

/** What the assistant said, in its own language: sentences, quotations, source, ways to go on. */
export function answerContent(answer: Answer, offline: boolean, parts: AnswerParts): HTMLElement[] {
  const { lang, quotes, options, before = [answer.text], after = [] } = answer;
  const { say, facts } = parts;
  const isSaid = ({ role }: Answer['options'][number]) => role === 'child' && quotes.length === 0;
  return [
    offline && el('p', { class: 'origin' }, say(lang, 'offlineAnswer', { date: dayOf(lang, facts.issued) })),
    ...sentences(before, parts),
    quotes.length > 0 && quotations(quotes, say),
    ...ways(options.filter(isSaid), answer, parts),
    source(answer, parts),
    ...sentences(after, parts),
    ...fraudNotice(answer, parts),
    isContent(answer) && tools(answer, parts),
    ...ways(
      options.filter(option => !isSaid(option)),
      answer,
      parts,
    ),
    isContent(answer) && usefulness(answer, parts),
  ].filter(element => element !== null && element !== false);
}

const isContent = ({ decision }: Answer) => decision === 'answer' || decision === 'related';

function sentences(said: readonly string[], { facts }: AnswerParts): HTMLElement[] {
  return said
    .flatMap(text => text.split('\n'))
    .filter(line => line !== '')
    .map(line => el('p', {}, ...withContactLinks(line, facts.contacts)));
}

/** Document, section and date of issue. */
function source({ lang, citation }: Answer, { say, facts }: AnswerParts): HTMLElement | null {
  if (!citation) return null;
  const title = facts.documents[citation.document]?.[lang] ?? citation.document;
  return el(
    'p',
    { class: 'source' },
    el('b', {}, say(lang, 'source')),
    ` ${title}, `,
    el('cite', {}, citation.section),
    '. ',
    el('time', { datetime: citation.issued }, say(lang, 'issued', { date: dayOf(lang, citation.issued) })),
    '.',
  );
}

function fraudNotice({ lang, facet }: Answer, { say, facts }: AnswerParts): HTMLElement[] {
  if (facet === null || !PROCEDURES.has(facet)) return [];
  const text = [say(lang, 'fraud.money'), ...(facts.noIntermediaries ? [say(lang, 'fraud.document')] : [])];
  return [el('p', { class: 'fraud' }, text.join(' '))];
}

/** Other language, listen, copy. */
function tools(answer: Answer, parts: AnswerParts): HTMLElement {
  const row = el('div', { class: 'tools' });
  if (answer.quotes.length > 0) row.append(languageButton(answer, parts));
  if (parts.speech) row.append(listenButton(answer, parts.speech, parts.say));
  row.append(copyButton(answer, parts.say));
  return row;
}

function languageButton({ lang, quotes }: Answer, { say, pack }: AnswerParts): HTMLElement {
  let isOther = false;
  const made = button({ class: 'tool' }, say(lang, 'seeOther'), async () => {
    const block = made.closest('.bubble')?.querySelector('.quotes');
    made.parentElement?.querySelector('.trouble')?.remove();
    if (isOther) {
      block?.replaceWith(quotations(quotes, say));
    } else {
      const other = await pack().then(
        texts => translated(quotes, texts),
        () => null,
      );
      if (other === null) {
        made.after(el('p', { class: 'trouble' }, say(lang, 'noOther')));
        return;
      }
      block?.replaceWith(quotations(other, say));
    }
    isOther = !isOther;
    made.textContent = say(lang, isOther ? 'seeOwn' : 'seeOther');
  });
  return made;
}

function listenButton(answer: Answer, speech: Speech, say: Say): HTMLElement {
  const { lang } = answer;
  let isSpeaking = false;
  const made = button({ class: 'tool listen', 'data-for': lang }, say(lang, 'listen'), () => {
    if (isSpeaking) {
      speech.stop();
      return;
    }
    isSpeaking = true;
    made.textContent = say(lang, 'stop');
    speech.speak(spoken(answer), () => {
      isSpeaking = false;
      made.textContent = say(lang, 'listen');
    });
  });
  return made;
}

function spoken({ lang, before = [], quotes, after = [] }: Answer): Spoken[] {
  const inLang = (text: string): Spoken => ({ text, lang });
  return [
    ...before.map(inLang),
    ...quotes.map(quote => ({ text: `${quote.section}. ${quote.text}`, lang: quote.lang as Language })),
    ...after.map(inLang),
  ];
}

function copyButton({ lang, text }: Answer, say: Say): HTMLElement {
  const made = button({ class: 'tool' }, say(lang, 'copy'), async () => {
    if (!(await copyText(text, made.parentElement!))) return;
    made.textContent = say(lang, 'copied');
    setTimeout(() => {
      made.textContent = say(lang, 'copy');
    }, 4_000);
  });
  return made;
}

/** Ways to go on, as buttons that say their own name. */
function ways(options: Answer['options'], { lang }: Answer, { say, send }: AnswerParts): HTMLElement[] {
  const roles = [...new Set(options.map(({ role }) => role))];
  return roles.map(role => {
    const own = options.filter(option => option.role === role);
    return el(
      'div',
      { class: 'ways' },
      el('p', { class: 'ways-title' }, say(lang, `option.${role}`)),
      el(
        'ul',
        {},
        ...own.map(({ title }) =>
          el(
            'li',
            {},
            button({ class: 'way' }, title, () => send(title)),
          ),
        ),
      ),
    );
  });
}

function usefulness({ lang }: Answer, { say, send }: AnswerParts): HTMLElement {
  const row = el('div', { class: 'useful', role: 'group', 'aria-label': say(lang, 'useful') });
  const choice = (label: string, says: string) =>
    button({ class: 'tool' }, say(lang, label), () => {
      row.remove();
      send(say(lang, says));
    });
  row.append(el('span', {}, say(lang, 'useful')), choice('yes', 'saysUseful'), choice('no', 'saysNotUseful'));
  return row;
}
