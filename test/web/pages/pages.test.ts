import { createHash } from 'node:crypto';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readKnowledge } from '../../../src/knowledge/read-knowledge.ts';
import { BASE_LANGUAGES } from '../../../src/language/index.ts';
import { EDITION, replyOf, sentences, site, smallDocument } from './fixtures.ts';
import { all, byId, checkPage, langOf, read, tagged, textOf } from './markup.ts';

const silent = () => new Error('nothing is asked here');
const ADDRESSES = [
  '/es',
  '/en',
  '/es/privacidad',
  '/en/privacy',
  '/es/accesibilidad',
  '/en/accessibility',
  '/es/como-funciona',
  '/en/how-it-works',
];

describe('the document on the page', () => {
  it.each(BASE_LANGUAGES)(
    'stands there whole in %s, in its own order, each entry under its id',
    async lang => {
      const document = smallDocument();
      const page = read(String((await site(silent).get(`/${lang}`)).body));
      checkPage(page);
      const ids = document.entries.map(entry => entry.id);
      expect(all(page).flatMap(({ attributes: { id } }) => (ids.includes(id ?? '') ? [id] : []))).toEqual(
        ids,
      );
      const [article] = tagged(page, 'article');
      expect(tagged(article!, 'h2').map(textOf)).toEqual([document.title[lang]]);
      const headings = tagged(article!, 'h3').concat(tagged(article!, 'h4')).map(textOf);
      const sections = ['Misión', 'Objetivos', 'Grupo', 'Solo'].map(name =>
        lang === 'es' ? name : `${name} (en)`,
      );
      expect(headings).toEqual(sections);
      for (const entry of document.entries.filter(({ text }) => text)) {
        const texts = all(byId(page, entry.id)).filter(({ attributes }) => attributes.class === 'official');
        expect(textOf(texts[0]!)).toBe(entry.text?.[lang]);
        expect(langOf(texts[0]!)).toBe(lang);
      }
    },
  );

  it('says in English that it is a translation, with links to the Spanish of each heading', async () => {
    const page = read(String((await site(silent).get('/en')).body));
    expect(textOf(tagged(page, 'article')[0]!)).toContain(sentences('en', 'pages:unofficial'));
    const links = tagged(page, 'a').flatMap(({ attributes }) =>
      attributes.href?.startsWith('/es#') ? [attributes.href] : [],
    );
    expect(links).toEqual(['/es#ficha', '/es#mision', '/es#objetivos', '/es#grupo', '/es#solo.1']);
    expect(String((await site(silent).get('/es')).body)).not.toContain(sentences('es', 'pages:unofficial'));
  });

  it('has its questions on the page and the same ones as structured data', async () => {
    const page = read(String((await site(silent).get('/es')).body));
    const shown = tagged(
      tagged(page, 'nav').find(({ attributes }) => attributes.class === 'questions')!,
      'a',
    ).map(textOf);
    const data = JSON.parse(textOf(tagged(page, 'script')[0]!));
    expect(data).toMatchObject({ '@context': 'https://schema.org', '@type': 'FAQPage', inLanguage: 'es' });
    expect(data.mainEntity.map(({ name }: { name: string }) => name)).toEqual(shown);
    expect(shown).toContain('¿Qué dice Misión?');
    const answers = data.mainEntity.map(
      (item: { acceptedAnswer: { text: string } }) => item.acceptedAnswer.text,
    );
    expect(answers.slice(0, 3)).toEqual([
      'Velar por el derecho «humano» de migrar & más.',
      'Grupo\nSolo',
      'Primer punto.\nSegundo punto.',
    ]);
  });

  it('of the institute weighs under 14 KB compressed, in both languages', async () => {
    const { documents } = readKnowledge(new URL('../../../knowledge', import.meta.url).pathname);
    const pages = site(silent, { published: () => ({ edition: EDITION, documents }) });
    for (const path of ['/es', '/en']) {
      for (const acceptEncoding of ['gzip', 'br']) {
        const { body } = await pages.get(path, { acceptEncoding });
        expect(body.length).toBeLessThan(14 * 1024);
      }
      checkPage(read(String((await pages.get(path)).body)));
    }
  });
});

describe('a public page', () => {
  it.each(ADDRESSES)('%s is valid, named, described, and linked with its other language', async path => {
    const pages = site(silent);
    const response = await pages.get(path);
    const page = read(String(response.body));
    checkPage(page);
    const lang = path.slice(1, 3);
    expect(response.status).toBe(200);
    expect(response.headers['Content-Language']).toBe(lang);
    expect(tagged(page, 'html')[0]?.attributes.lang).toBe(lang);
    expect(textOf(tagged(page, 'title')[0]!)).not.toBe('');
    expect(
      tagged(page, 'meta').find(({ attributes }) => attributes.name === 'description')?.attributes.content,
    ).not.toBe('');
    const links = tagged(page, 'link').map(({ attributes }) => attributes);
    expect(links.find(({ rel }) => rel === 'canonical')?.href).toBe(`https://asistente.example${path}`);
    const others = links
      .filter(({ hreflang }) => hreflang === 'es' || hreflang === 'en')
      .map(({ href }) => new URL(href!).pathname);
    expect(others).toContain(path);
    expect(others.every(other => ADDRESSES.includes(other))).toBe(true);
    expect(links.some(({ hreflang }) => hreflang === 'x-default')).toBe(true);
    for (const { attributes } of tagged(page, 'a')) {
      const href = attributes.href!.split('#')[0]!;
      expect(href === '' || ADDRESSES.includes(href)).toBe(true);
    }
  });

  it('lets nothing run or load but its own, and allows its own style by hash', async () => {
    const pages = site(() => ({ outcome: 'reply', reply: replyOf('es', 'chat'), question: 'x' }));
    const responses = [
      await pages.get('/es'),
      await pages.get('/en/privacy'),
      await pages.post('/es', { q: 'x' }),
      pages.notFound('/es/x'),
    ];
    for (const { headers, body } of responses) {
      const [style] = tagged(read(String(body)), 'style');
      const hash = createHash('sha256').update(textOf(style!)).digest('base64');
      expect(headers['Content-Security-Policy']?.split('; ')).toEqual([
        "default-src 'none'",
        `style-src 'self' 'sha256-${hash}'`,
        "script-src 'self'",
        "connect-src 'self' wss://asistente.example",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ]);
      expect(headers).toMatchObject({
        'Referrer-Policy': 'no-referrer',
        'X-Content-Type-Options': 'nosniff',
        'Strict-Transport-Security': 'max-age=31536000',
        'Content-Type': 'text/html; charset=utf-8',
      });
      expect(Object.keys(headers).map(name => name.toLowerCase())).not.toContain('set-cookie');
    }
    expect(responses[2]?.headers['Cache-Control']).toBe('no-store');
  });

  it('asks for no secure transport where the service has none', async () => {
    const { headers } = await site(silent, { origin: 'http://127.0.0.1:3978' }).get('/es');
    expect(headers).not.toHaveProperty('Strict-Transport-Security');
  });

  it('comes compressed as the browser takes it, and not again when the browser has it', async () => {
    const pages = site(silent);
    const plain = await pages.get('/es');
    const brotli = await pages.get('/es', { acceptEncoding: 'gzip, deflate, br' });
    const gzip = await pages.get('/es', { acceptEncoding: 'gzip;q=0.5, br;q=0' });
    expect(brotliDecompressSync(brotli.body).toString()).toBe(plain.body);
    expect(gunzipSync(gzip.body).toString()).toBe(plain.body);
    expect(brotli.headers).toMatchObject({
      'Content-Encoding': 'br',
      Vary: 'Accept-Encoding',
      'Cache-Control': 'no-cache',
    });
    const again = await pages.get('/es', { ifNoneMatch: `W/"other", ${plain.headers.ETag}` });
    expect(again).toMatchObject({ status: 304, body: '' });
    expect((await pages.get('/es', { ifNoneMatch: 'W/"other"' })).status).toBe(200);
  });

  it('shows a new edition as soon as it is published', async () => {
    let edition = EDITION;
    const document = smallDocument();
    const pages = site(silent, {
      published: () => ({
        edition,
        documents: edition === EDITION ? [document] : [{ ...document, title: { es: 'NUEVO', en: 'NEW' } }],
      }),
    });
    const before = await pages.get('/es');
    edition = EDITION.replaceAll('0', '1');
    const after = await pages.get('/es', { ifNoneMatch: before.headers.ETag! });
    expect(after.status).toBe(200);
    expect(String(after.body)).toContain('NUEVO');
  });

  it('that does not exist is a page too, in the language of its address or of the browser', async () => {
    const pages = site(silent);
    for (const [path, acceptLanguage, lang] of [
      ['/en/x', 'es', 'en'],
      ['/es/x', 'en', 'es'],
      ['/x', 'en-US', 'en'],
      ['/x', '', 'es'],
    ]) {
      const response = pages.notFound(path!, { acceptLanguage: acceptLanguage! });
      expect(response.status).toBe(404);
      const page = read(String(response.body));
      checkPage(page);
      expect(tagged(page, 'html')[0]?.attributes.lang).toBe(lang);
    }
  });
});

describe('the address /', () => {
  it.each([
    ['', '/es'],
    ['en', '/en'],
    ['en-US,en;q=0.9,es;q=0.8', '/en'],
    ['es-GT,es;q=0.9,en;q=0.8', '/es'],
    ['fr-FR,fr;q=0.9,en;q=0.5', '/en'],
    ['es;q=0.4,en;q=0.6', '/en'],
    ['en;q=0,es;q=0.1', '/es'],
    ['quc,*;q=0.1', '/es'],
    ['eng;q=banana,;;;,=', '/es'],
  ])('leads a browser that says "%s" to %s', async (acceptLanguage, location) => {
    const response = await site(silent).get('/', { acceptLanguage });
    expect(response.status).toBe(302);
    expect(response.headers).toMatchObject({ Location: location, Vary: 'Accept-Language' });
  });

  it('keeps a text that a link brought to fill the input, and only there', async () => {
    const response = await site(silent).get('/?q=a%0d%0ab%26c');
    expect(response.headers).toMatchObject({ Location: '/es?q=a%0D%0Ab%26c', 'Cache-Control': 'no-store' });
  });
});

describe('a static file', () => {
  it('is named by its content, compressed ahead, and may be kept for ever', async () => {
    const pages = site(silent);
    const page = read(String((await pages.get('/es')).body));
    const files = tagged(page, 'link').filter(({ attributes }) => attributes.href?.startsWith('/assets/'));
    expect(files.length).toBeGreaterThan(1);
    for (const { attributes } of files) {
      const plain = await pages.get(attributes.href!);
      const hash = createHash('sha256').update(plain.body).digest('hex').slice(0, 12);
      expect(attributes.href).toContain(`.${hash}.`);
      expect(plain.headers['Cache-Control']).toBe('public, max-age=31536000, immutable');
      const small = await pages.get(attributes.href!, { acceptEncoding: 'br' });
      expect(brotliDecompressSync(small.body).toString()).toBe(plain.body);
    }
  });
});

describe('what the service says of itself', () => {
  it('gives the times for which things are kept as they are configured', async () => {
    const table = tagged(read(String((await site(silent).get('/en/privacy')).body)), 'table')[0]!;
    const times = tagged(table, 'td').map(textOf);
    expect(times).toEqual([
      'At most 23 hours',
      '24 hours',
      '7 days',
      '8 days',
      '14 days',
      '180 days',
      '365 days',
    ]);
  });

  it('shows measured accuracy only when it is given', async () => {
    const accuracy = {
      measured: '2026-02-03',
      figures: [{ kind: 'answer', lang: 'es', right: 95, of: 100, low: 0.888, high: 0.984 } as const],
    };
    const without = String((await site(silent).get('/es/como-funciona')).body);
    expect(without).not.toContain(sentences('es', 'pages:howItWorks.accuracyHeading'));
    const page = read(String((await site(silent, { accuracy }).get('/en/how-it-works')).body));
    checkPage(page);
    expect(tagged(page, 'td').map(textOf)).toEqual(['Spanish', '95 of 100', '95%', '88.8% to 98.4%']);
    expect(tagged(page, 'time').map(({ attributes }) => attributes.datetime)).toContain('2026-02-03');
  });

  it('gives the contacts that are configured, and says when there are none', async () => {
    const contacts = {
      phone: '+502 2411 2411',
      emergency: null,
      url: 'https://igm.example/',
      hours: 'Mo-Fr 08:00-16:00',
    };
    for (const path of ['/es/privacidad', '/es/accesibilidad']) {
      const without = String((await site(silent).get(path)).body);
      expect(without).toContain(sentences('es', 'pages:contact.none'));
      const page = read(String((await site(silent, { contacts }).get(path)).body));
      const links = tagged(page, 'a').flatMap(({ attributes }) =>
        attributes.rel === 'noreferrer' ? [attributes.href] : [],
      );
      expect(links).toEqual(['tel:+50224112411', 'https://igm.example/']);
      expect(tagged(page, 'dd').map(textOf)).toContain('lunes a viernes, 08:00 a 16:00');
    }
  });
});
