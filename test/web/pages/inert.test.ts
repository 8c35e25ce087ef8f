import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reply } from '../../../src/answer/reply.ts';
import type { Document } from '../../../src/knowledge/entry.ts';
import { citationOf, EDITION, optionOf, quoteOf, replyOf, site, smallDocument } from './fixtures.ts';
import { all, byId, checkPage, read, tagged, textOf } from './markup.ts';

const PAYLOADS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' autofocus onfocus='alert(1)",
  '</title></style></script><svg onload=alert(1)>',
  '<!--',
  ']]>',
  '{{7*7}} $t(pages:skip) %(x)s',
  'javascript:alert(1)',
  '&lt;b&gt; &amp; &#60;',
  '\u0000\u0008\ud800 \u2028\u202e\ufeff',
];
const text = fc.oneof(
  fc.constantFrom(...PAYLOADS),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.tuple(fc.constantFrom(...PAYLOADS), fc.string({ maxLength: 20 })).map(parts => parts.join('')),
);

/** Knowledge holds no empty texts; several lines become several paragraphs, which is another shape. */
const isLine = (words: string) => seen(words).trim() !== '' && !words.includes('\n');

/** What a person would see of a text: without what no HTML text may hold, line breaks as one. */
const seen = (raw: string) => raw.toWellFormed().replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, '');

/** The small document, with hostile words everywhere. */
function poisoned(words: string): Document {
  const document = smallDocument();
  const both = { es: words, en: words };
  return {
    ...document,
    title: both,
    shortTitle: both,
    issuer: both,
    entries: document.entries.map(entry => ({
      ...entry,
      section: { es: `${entry.section.es} ${words}`, en: words },
      title: both,
      label: both,
      text: entry.text && both,
      questions: { es: [`${words}?`], en: [`${words}?`] },
    })),
  };
}

/** A reply that carries the words in each of its parts. */
function replyWith(words: string): Reply {
  const document = poisoned(words);
  return replyOf('es', 'related', {
    reason: 'not-understood',
    entry: 'mision',
    entries: ['mision'],
    before: [words],
    after: [words],
    quotes: [quoteOf(document, 'mision', 'es')],
    options: [optionOf(document, 'grupo', 'es', 'follow-up')],
    citation: citationOf(document, words),
  });
}

/** The page's shape: its elements and the names of their attributes, in order. */
const shape = (page: string) =>
  all(read(page)).map(({ tag, attributes }) => `${tag} ${Object.keys(attributes)}`);

describe('text from outside on a page', () => {
  it('never becomes markup, as a question, a draft, a sentence, a quotation, a title or a section', async () => {
    let words = 'w';
    const pages = site(() => ({ outcome: 'reply', reply: replyWith(words), question: `q ${words}` }), {
      published: () => ({ edition: EDITION, documents: [poisoned(words)] }),
    });
    const pageOf = async (next: string) => {
      words = next;
      return String((await pages.post('/es', { q: next })).body);
    };
    const harmless = shape(await pageOf('w'));
    await fc.assert(
      fc.asyncProperty(text.filter(isLine), async next => {
        const body = await pageOf(next);
        expect(shape(body)).toEqual(harmless);
        const page = read(body);
        checkPage(page);
        expect(tagged(byId(page, 'answer'), 'blockquote').map(textOf)).toEqual([seen(words)]);
        expect(textOf(tagged(page, 'q')[0]!)).toBe(seen(`q ${words}`));
      }),
      { numRuns: 100 },
    );
  });

  it('never ends the structured data, which stays JSON that says the same', async () => {
    let words = 'w';
    let edition = 0;
    const pages = site(() => new Error('not asked'), {
      published: () => ({ edition: String(edition), documents: [poisoned(words)] }),
    });
    await fc.assert(
      fc.asyncProperty(text.filter(isLine), async next => {
        words = next;
        edition += 1;
        const page = read(String((await pages.get('/es')).body));
        checkPage(page);
        const [data] = tagged(page, 'script');
        const { mainEntity } = JSON.parse(textOf(data!)) as {
          mainEntity: { acceptedAnswer: { text: string } }[];
        };
        expect(mainEntity[0]?.acceptedAnswer.text).toBe(words);
      }),
      { numRuns: 60 },
    );
  });

  it('links only to https for a configured address', async () => {
    const contacts = { phone: null, emergency: null, url: 'javascript:alert(1)', hours: '<b>' };
    const body = String((await site(() => new Error('not asked'), { contacts }).get('/es/privacidad')).body);
    const page = read(body);
    checkPage(page);
    expect(tagged(page, 'a').some(({ attributes }) => attributes.href?.startsWith('javascript'))).toBe(false);
  });
});
