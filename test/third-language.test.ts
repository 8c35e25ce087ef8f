import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { createSentences } from '../src/answer/index.ts';
import { localization } from '../src/channel/botframework/package/manifest.ts';
import { answerBatch } from '../src/cli/batch.ts';
import { checkLanguages } from '../src/knowledge/gate/index.ts';
import { openEdition, readKnowledge, readLocales, trainEdition } from '../src/knowledge/index.ts';
import type { Language } from '../src/language/index.ts';
import { createAssistant, newDialogue } from '../src/turn/index.ts';
import { factsOf } from '../src/web/files/facts.ts';
import { openPack } from '../src/web/offline/index.ts';
import { packOf } from '../src/web/offline/pack.ts';
import { smallKnowledge } from './knowledge/small.ts';
import { folderWithThird, LANG, MISSION, SENTENCES } from './third-language.ts';
import { site } from './web/pages/fixtures.ts';
import { all, byId, checkPage, langOf, read, tagged, textOf } from './web/pages/markup.ts';

const root = folderWithThird();
const whole = readKnowledge(join(root, 'knowledge'));
const knowledge = smallKnowledge(whole);
const locales = readLocales(join(root, 'locales'));
const sentences = createSentences(locales);
const stored = trainEdition(knowledge);
const edition = openEdition(stored);
const assistant = createAssistant(edition, sentences, {});
const official = (id: string) => knowledge.documents[0]!.entries.find(entry => entry.id === id)!.text!.es;

afterAll(() => rmSync(root, { recursive: true, force: true }));

const turn = (text: string, hint?: Language, dialogue = newDialogue()) =>
  assistant.turn({ text, hint }, dialogue);

async function batch(lines: object[], hint?: Language): Promise<Record<string, unknown>[]> {
  let out = '';
  const output = new Writable({
    write(chunk, _encoding, done) {
      out += String(chunk);
      done();
    },
  });
  const input = Readable.from(lines.map(line => Buffer.from(`${JSON.stringify(line)}\n`)));
  await answerBatch(assistant, sentences.languages, 'answer', hint, input, output);
  return out
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Record<string, unknown>);
}

describe('a third language, added as a folder in locales/ and translations in knowledge/', () => {
  it('is spoken: asked in it, the assistant answers in it, with the translation marked as one', () => {
    const { reply } = turn('Wozh krozzat glurv?');
    expect([reply.lang, reply.decision, reply.entry]).toEqual([LANG, 'answer', 'mision']);
    expect(reply.quotes).toEqual([
      { entry: 'mision', lang: LANG, official: false, text: MISSION.text, section: MISSION.section },
    ]);
    expect(reply.after).toContain(SENTENCES.assistant.answer.translation);
    expect(reply.text).toContain(`«${MISSION.text}»`);
    expect(reply.text).toContain(`Glurv: `);
  });

  it('gives the official text, marked as such, of what it has no translation of', () => {
    const { reply } = turn('visión', LANG);
    expect([reply.lang, reply.entry]).toEqual([LANG, 'vision']);
    expect(reply.quotes.map(({ lang, official, text }) => [lang, official, text])).toEqual([
      ['es', true, official('vision')],
    ]);
    expect(reply.after).toEqual([SENTENCES.assistant.answer.untranslated]);
  });

  it('says in Spanish what its folder lacks, and no person ever reads a key', () => {
    expect(sentences(LANG, 'assistant:thanks')).toBe(sentences('es', 'assistant:thanks'));
    expect(sentences(LANG, 'pages:problem.limited', { count: 2 })).toBe(
      sentences('es', 'pages:problem.limited', { count: 2 }),
    );
    expect(() => sentences(LANG, 'assistant:nothing')).toThrow(/no sentence/);
  });

  it('is known by its own words, in the conversation, by a hint, and by its name; Spanish and English as before', () => {
    expect(turn('ptekra zvolk drilv').reply.lang).toBe(LANG);
    expect(turn('xyzzy', LANG).reply).toMatchObject({ lang: LANG, reason: 'not-understood' });
    const asked = turn('qaazo');
    expect(asked.reply).toMatchObject({ lang: LANG, intent: 'switch-language' });
    expect(asked.reply.before).toEqual([SENTENCES.assistant.switched]);
    expect(turn('vision', undefined, asked.dialogue).reply.lang).toBe(LANG);
    expect(turn('¿cuál es la misión del instituto?', LANG).reply.lang).toBe('es');
    expect(turn('what is the mission of the institute?', LANG).reply.lang).toBe('en');
    expect(turn('no me gustan los glurv de la oficina').reply.lang).toBe('es');
  });

  it('is understood where somebody is in danger, or greets, in words that knowledge/ has in it', () => {
    expect(turn('vrakk gnolz skrumpf').reply).toMatchObject({ lang: LANG, decision: 'urgent' });
    const { reply } = turn('Zvolk drilv');
    expect(reply).toMatchObject({ lang: LANG, intent: 'greeting' });
    expect(reply.before[0]).toBe(SENTENCES.assistant.greeting);
  });

  it('asked for after an answer, gives that answer again in it', () => {
    const first = turn('¿cuál es la misión?');
    const { reply } = turn('en Qaazu', undefined, first.dialogue);
    expect([reply.lang, reply.entry, reply.quotes[0]?.text]).toEqual([LANG, 'mision', MISSION.text]);
  });

  it('is forgotten with its folder: a conversation that was held in it goes on in Spanish', () => {
    const held = turn('qaazo').dialogue;
    const without = createAssistant(edition, createSentences({ es: locales.es, en: locales.en }), {});
    expect(without.turn({ text: 'vision', hint: LANG }, held).reply.lang).toBe('es');
  });

  it('is named to whoever writes in another one', () => {
    const { reply } = turn('Привет, мне нужна помощь с паспортом');
    expect(reply.reason).toBe('other-language');
    expect(reply.before[0]).toBe('Este asistente solo habla español, inglés y Qaazu.');
  });

  it('is answered by the functions of npm run ask, as JSON', async () => {
    const [own, hinted, wrong] = await batch([
      { id: 'a', q: 'Ptekra krozzat zvolk?' },
      { id: 'b', q: 'vision', lang: LANG },
      { id: 'c', q: 'vision', lang: 'qab' },
    ]);
    expect(own).toMatchObject({ id: 'a', lang: LANG, entry: 'mision' });
    expect(hinted).toMatchObject({
      id: 'b',
      lang: LANG,
      entry: 'vision',
      quotes: [{ lang: 'es', official: true }],
    });
    expect(JSON.stringify(wrong)).toContain('es or en or qaa');
  });

  it('is answered without a connection from the same bytes', () => {
    const pack = packOf(edition, { sentences: locales, contacts: {}, index: '/index' });
    const phone = openPack(JSON.parse(JSON.stringify(pack)), stored.index);
    for (const text of ['Wozh krozzat glurv?', 'qaazo', 'visión'])
      expect(phone.turn({ text }, newDialogue())).toEqual(turn(text));
  });
});

describe('the pages in a third language', () => {
  const { documents } = knowledge;
  const pages = site(
    ({ text, hint, chosen }) => {
      const { reply } = assistant.turn({ text, hint }, { ...newDialogue(), chosenLang: chosen });
      return { outcome: 'reply', reply, question: text };
    },
    { sentences, published: () => ({ edition: stored.id, documents }) },
  );
  const get = async (path: string) => read(String((await pages.get(path)).body));

  it('stand under its code, are listed in every language, and say of each text which language it is in', async () => {
    const page = await get(`/${LANG}`);
    checkPage(page);
    const alternates = tagged(page, 'link').flatMap(({ attributes }) =>
      attributes.rel === 'alternate' ? [`${attributes.hreflang} ${attributes.href}`] : [],
    );
    expect(alternates).toContain(`${LANG} https://asistente.example/${LANG}`);
    expect(alternates.map(line => line.split(' ')[0])).toEqual(['es', 'en', LANG, 'x-default']);
    const texts = (id: string) =>
      all(byId(page, id)).filter(({ attributes }) => attributes.class === 'official')[0]!;
    expect([textOf(texts('mision')), langOf(texts('mision'))]).toEqual([MISSION.text, LANG]);
    expect([textOf(texts('vision')), langOf(texts('vision'))]).toEqual([official('vision'), 'es']);
    expect(textOf(byId(page, 'vision'))).toContain(sentences('es', 'pages:officialText'));
  });

  it('say in which languages one may ask, as many as there are', async () => {
    const said = async (path: string) => String((await pages.get(path)).body);
    expect(await said('/es/como-funciona')).toContain('escribe en español, inglés o Qaazu,');
    expect(await said('/en/how-it-works')).toContain('write in Spanish, English, or Qaazu,');
    expect(await said('/es')).toContain('Pregunte en español, inglés o Qaazu.');
  });

  it('lead to each other by the names that languages call themselves', async () => {
    for (const path of ['/es', '/en', `/${LANG}`, `/${LANG}/privacidad`]) {
      const nav = tagged(await get(path), 'nav').find(({ attributes }) => attributes.class === 'languages')!;
      const own = path.split('/')[1];
      const names = { es: 'Español', en: 'English', [LANG]: 'Qaazu' };
      const others = Object.entries(names).filter(([lang]) => lang !== own);
      expect(tagged(nav, 'a').map(link => [link.attributes.hreflang, textOf(link)])).toEqual(others);
    }
    const accepted = await pages.get('/', { acceptLanguage: `${LANG}-GT, es;q=0.5` });
    expect(accepted.headers.Location).toBe(`/${LANG}`);
  });

  it('answer the form, and offer the answer in every other language', async () => {
    const response = await pages.post(`/${LANG}`, { q: 'Krozzat drilv?' });
    const page = read(String(response.body));
    checkPage(page);
    const answer = byId(page, 'answer');
    expect([answer.attributes['data-entry'], answer.attributes.lang]).toEqual(['mision', LANG]);
    expect(textOf(answer)).toContain(MISSION.text);
    const offered = tagged(answer, 'form').map(({ attributes }) => attributes.lang);
    expect(offered).toEqual(['es', 'en']);
  });

  it('hand the widget every language, with what is said to change to it', () => {
    const contacts = { phone: null, emergency: null, url: null, hours: null };
    const { languages, sentences: said, intro } = factsOf(documents, { locales, contacts, offline: '' });
    expect(languages.map(({ code, name }) => `${code} ${name}`)).toEqual([
      'es Español',
      'en English',
      `${LANG} Qaazu`,
    ]);
    expect(said[LANG]).toEqual(SENTENCES.widget);
    expect(intro[LANG]).toEqual(intro.es);
    for (const { code, wish } of languages) expect(turn(wish).reply.lang).toBe(code);
  });
});

describe('the package for Teams', () => {
  it('can be made in it', () => {
    expect(JSON.stringify(localization({ sentences }, LANG))).toContain(sentences('es', 'teams:app.name'));
    expect(JSON.stringify(localization({ sentences }, 'en'))).toContain('in Spanish, English, or Qaazu with');
  });
});

describe('the gate', () => {
  const found = checkLanguages(locales, whole);
  const of = (code: string) => found.filter(finding => finding.code === code);

  it('says file by file what the language lacks, and lets it be published', () => {
    const files = of('sentences-missing').map(({ place }) => place.file);
    expect(files).toContain(`locales/${LANG}/assistant.json`);
    expect(files).toContain(`locales/${LANG}/whatsapp.json`);
    expect(files).not.toContain(`locales/${LANG}/language.json`);
    const entries = of('translations-missing').flatMap(({ place }) => place.entry ?? []);
    expect(entries).toHaveLength(20);
    expect(entries).not.toContain('mision');
    expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('stops a translation that nobody would be given, an unknown sentence, and a value that was lost', () => {
    expect(checkLanguages({ es: locales.es, en: locales.en }, whole).map(({ code }) => code)).toEqual([
      'language-unspoken',
    ]);
    const wrong = {
      ...locales,
      [LANG]: { ...locales[LANG], assistant: { hello: 'Zvolk', source: 'Glurv.' } },
    };
    const errors = checkLanguages(wrong, whole).filter(({ severity }) => severity === 'error');
    expect(errors.map(({ code, values }) => [code, values.key])).toEqual([
      ['sentence-unknown', 'hello'],
      ['sentence-values', 'source'],
    ]);
  });

  it('says everything in a sentence, in Spanish and in English', () => {
    for (const lang of ['es', 'en'] as const)
      for (const { code, values } of found) {
        const text = sentences(lang, `knowledge:finding.${code}`, values);
        expect(text).toContain(LANG);
        expect(text).not.toContain('{{');
      }
  });

  it('finds nothing where there is no third language', () => {
    const { es, en } = locales;
    expect(checkLanguages({ es, en }, smallKnowledge()).map(({ code }) => code)).toEqual([]);
  });

  it('refuses a folder that is no language, and one that does not say its name', () => {
    writeFileSync(join(root, 'locales', LANG, 'language.json'), '{}');
    expect(() => readLocales(join(root, 'locales'))).toThrow(/"name"/);
  });
});
