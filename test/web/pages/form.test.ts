import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reason } from '../../../src/answer/reply.ts';
import { BASE_LANGUAGES } from '../../../src/language/index.ts';
import { FormError, type PageResponse } from '../../../src/web/pages/index.ts';
import { replyOf, sentences, site } from './fixtures.ts';
import { all, byId, checkPage, read, tagged, textOf } from './markup.ts';

const chat = () => ({ outcome: 'reply', reply: replyOf('es', 'chat'), question: 'x' }) as const;
const declined = (reason: Reason) => () =>
  ({
    outcome: 'reply',
    reply: replyOf('es', 'decline', { reason, before: ['No.'] }),
    question: 'x',
  }) as const;

/** The error beside the input, as a screen reader finds it; null when there is none. */
function errorOf(response: PageResponse): string | null {
  const page = read(String(response.body));
  checkPage(page);
  const { attributes } = byId(page, 'q_input');
  if (attributes['aria-invalid'] === undefined) return null;
  const [error] = attributes['aria-describedby']!.split(' ');
  return textOf(byId(page, error!));
}

const draftOf = (response: PageResponse) => byId(read(String(response.body)), 'q_input').attributes.value;
const titleOf = (response: PageResponse) => textOf(tagged(read(String(response.body)), 'title')[0]!);

describe('the form that asks', () => {
  it.each(BASE_LANGUAGES)(
    'posts in %s, has a visible label and a hint on length, and is not remembered',
    async lang => {
      const page = read(String((await site(chat).get(`/${lang}`)).body));
      const input = byId(page, 'q_input');
      expect(input.attributes).toMatchObject({
        name: 'q',
        maxlength: '4000',
        autocomplete: 'off',
        'aria-describedby': 'q_hint',
      });
      const [label] = tagged(page, 'label');
      expect(label?.attributes.for).toBe('q_input');
      expect(textOf(label!)).not.toBe('');
      expect(textOf(byId(page, 'q_hint'))).toContain('2,000');
      expect(tagged(page, 'form')[0]?.attributes).toMatchObject({
        method: 'post',
        action: `/${lang}#answer`,
      });
    },
  );

  it('hands on the question as it was typed, with the page as a hint and the choice of language', async () => {
    const pages = site(chat);
    await pages.post('/en', { q: '  ¿qué? ', lang: 'es' }, { client: '10.0.0.1' });
    await pages.post('/es', { q: 'x', lang: 'fr' });
    expect(pages.asked).toEqual([
      { text: '  ¿qué? ', hint: 'en', chosen: 'es', client: '10.0.0.1' },
      { text: 'x', hint: 'es', chosen: null, client: 'somebody' },
    ]);
  });

  it('is filled by ?q= without asking anything, and that page is kept by nobody and listed nowhere', async () => {
    const pages = site(chat);
    const response = await pages.get(`/es?q=${encodeURIComponent('"><script>x</script>')}`);
    expect(draftOf(response)).toBe('"><script>x</script>');
    expect(pages.asked).toEqual([]);
    expect(response.headers['Cache-Control']).toBe('no-store');
    expect(String(response.body)).toContain('<meta name="robots" content="noindex">');
    expect(draftOf(await pages.get(`/es?q=${'a'.repeat(9000)}`))).toHaveLength(4000);
  });

  it.each([
    ['empty', 'pages:problem.empty'],
    ['too-long', 'pages:problem.too-long'],
  ] as const)(
    'says beside the input that a question is %s, and keeps what was typed',
    async (reason, key) => {
      const response = await site(declined(reason)).post('/es', { q: ' draft ' });
      expect(response.status).toBe(200);
      expect(errorOf(response)).toBe(sentences('es', key, { max: '2,000' }));
      expect(draftOf(response)).toBe(' draft ');
      expect(titleOf(response)).toMatch(/^Error: /);
    },
  );

  it('keeps what was not understood, and clears the input after an answer', async () => {
    expect(draftOf(await site(declined('not-understood')).post('/es', { q: 'draft' }))).toBe('draft');
    expect(draftOf(await site(declined('out-of-scope')).post('/es', { q: 'draft' }))).toBe('');
  });

  it('answers 429 with Retry-After, a sentence and the draft', async () => {
    const response = await site(() => ({ outcome: 'limited', retryAfterSeconds: 11.2 })).post('/en', {
      q: 'draft',
    });
    expect(response.status).toBe(429);
    expect(response.headers['Retry-After']).toBe('12');
    expect(errorOf(response)).toBe(sentences('en', 'pages:problem.limited', { count: 12 }));
    expect(draftOf(response)).toBe('draft');
  });

  it.each([
    ['form-too-large', 413, 'pages:problem.too-large'],
    ['form-malformed', 400, 'pages:problem.malformed'],
  ] as const)('answers %s with %i and the same form', async (code, status, key) => {
    const pages = site(chat);
    const response = await pages.post('/es', new FormError(code));
    expect(response.status).toBe(status);
    expect(errorOf(response)).toBe(sentences('es', key, { max: '2,000' }));
    expect(pages.asked).toEqual([]);
  });

  it('answers a form without a question with 400, also when objects would inherit one', async () => {
    expect((await site(chat).post('/es', {})).status).toBe(400);
    expect((await site(chat).post('/es', Object.create({ q: 'x' }))).status).toBe(400);
    expect((await site(chat).post('/es', new Error('unforeseen'))).status).toBe(400);
  });

  it('answers 503 with the draft when the assistant fails, reports it, and shows nothing of the inside', async () => {
    const pages = site(() => new Error('secret of the inside'));
    const response = await pages.post('/es', { q: 'draft' });
    expect(response.status).toBe(503);
    expect(draftOf(response)).toBe('draft');
    expect(errorOf(response)).toBe(sentences('es', 'pages:problem.unavailable'));
    expect(String(response.body)).not.toContain('secret');
    expect(pages.reported).toHaveLength(1);
  });

  it('never lets a question stand in an address, a header or a title', async () => {
    const secret = fc.string({ minLength: 1, maxLength: 60, unit: 'binary' }).map(text => `Zq${text}Zq`);
    const pages = site(({ text, hint }) => ({
      outcome: 'reply',
      reply: replyOf(hint, 'decline', { reason: 'not-understood' }),
      question: text,
    }));
    await fc.assert(
      fc.asyncProperty(secret, fc.constantFrom(...BASE_LANGUAGES), async (q, lang) => {
        const response = await pages.post(`/${lang}`, { q });
        const page = read(String(response.body));
        const addresses = all(page).flatMap(({ attributes: { href, action, cite, content } }) => [
          href,
          action,
          cite,
          content,
        ]);
        const said = [...addresses, ...Object.values(response.headers), titleOf(response)].join(' ');
        expect(decodeURIComponent(said.replace(/%(?![0-9a-f]{2})/gi, ''))).not.toContain('Zq');
        expect(tagged(page, 'form').every(({ attributes }) => attributes.method === 'post')).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
