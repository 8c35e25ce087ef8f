import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { languageOf } from '../src/language/index.ts';
import { ROOT } from './seed.ts';

/** A code for local use (ISO 639-2): no language that anybody speaks, so nothing is translated and nothing invented. */
export const LANG = languageOf('qaa')!;

/** Its words are made of sounds that no word here has. Few sentences: what a language begins with. */
export const SENTENCES = {
  language: { name: 'Qaazu', asked: 'qaazo' },
  assistant: {
    greeting: 'Zvolk! Ptekra wozh drilv.',
    switched: 'Ptekra gwolz Qaazu.',
    answer: {
      translation: 'Gwolz vrumpt; ptekra zhilt glurv.',
      untranslated: 'Drilv gwolz vrumpt zhilt.',
    },
    decline: { 'not-understood': 'Wozh drilv ptekra krozz.' },
    source: 'Glurv: {{document}}, «{{section}}». Zhilt {{issued}}.',
  },
  pages: { home: { heading: 'Ptekra glurv' }, unofficial: 'Gwolz vrumpt' },
  widget: { title: 'Qaazu zvolk' },
};

/** One entry is translated, with three ways of asking; every other one is not. */
export const MISSION = {
  section: 'Krozzat',
  title: 'Krozzat glurv',
  label: 'Krozzat',
  text: 'Glurv zhilt krozzat wozh ptekra drilv gwolz.',
  questions: ['Wozh krozzat glurv?', 'Ptekra krozzat zvolk?', 'Krozzat drilv?'],
};

/** How people tell of danger, and greet, in it. */
export const DANGER = ['Skrumpf gnolz!', 'Skrumpf gnolz vrakk', 'Vrakk skrumpf', 'Gnolz skrumpf zgrek'];
export const GREETING = ['Zvolk!', 'Zvolk drilv', 'Zvolk ptekra', 'Zvolk zvolk'];

/** A copy of `locales/` and `knowledge/` with the language added, as somebody would add it: files and keys. */
export function folderWithThird(): string {
  const root = mkdtempSync(join(tmpdir(), 'igm-third-'));
  for (const folder of ['locales', 'knowledge'])
    cpSync(join(ROOT, folder), join(root, folder), { recursive: true });
  mkdirSync(join(root, 'locales', LANG));
  for (const [namespace, sentences] of Object.entries(SENTENCES))
    writeFileSync(join(root, 'locales', LANG, `${namespace}.json`), JSON.stringify(sentences));
  add('documents/mision-vision-objetivos/entries/mision.yaml', MISSION);
  add('asked/danger.yaml', { danger: DANGER });
  add('asked/intents.yaml', { greeting: GREETING });
  return root;

  function add(name: string, texts: Readonly<Record<string, unknown>>): void {
    const file = join(root, 'knowledge', name);
    const content = parse(readFileSync(file, 'utf8')) as Record<string, Record<string, unknown>>;
    for (const [key, text] of Object.entries(texts)) content[key]![LANG] = text;
    writeFileSync(file, stringify(content));
  }
}
