// npm run ask -- "¿cuál es la misión?" [--lang es|en|…] [--json] [--why]
// npm run --silent ask -- --batch [--mode search]     JSON lines on standard input
import { parseArgs } from 'node:util';
import { answerJson, type Sentences } from '../answer/index.ts';
import type { Language } from '../language/index.ts';
import { redact } from '../privacy/index.ts';
import { newDialogue } from '../turn/index.ts';
import { answerBatch } from './batch.ts';
import { contactsFromEnvironment } from './contacts.ts';
import { helpWith } from './help.ts';
import { openSeedAssistant, openSentences } from './open.ts';
import { print } from './print.ts';

const USAGE = `Usage:
  npm run ask -- "question" [--lang es|en|…] [--json] [--why]
  npm run --silent ask -- --batch [--mode search] < questions.jsonl > answers.jsonl
`;

helpWith(USAGE);
try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      lang: { type: 'string' },
      json: { type: 'boolean', default: false },
      why: { type: 'boolean', default: false },
      batch: { type: 'boolean', default: false },
      mode: { type: 'string', default: 'answer' },
    },
  });
  const sentences = openSentences();
  const lang = languageOption(values.lang, sentences.languages);
  if (values.batch && positionals.length > 0)
    throw new TypeError('With --batch, questions come on standard input.');
  if (values.mode !== 'answer' && values.mode !== 'search')
    throw new TypeError('--mode is "search" or left out.');
  if (values.mode === 'search' && !values.batch) throw new TypeError('--mode search goes with --batch.');
  if (values.batch)
    await answerBatch(
      openSeedAssistant(contactsFromEnvironment(), sentences),
      sentences.languages,
      values.mode,
      lang,
      process.stdin,
      process.stdout,
    );
  else if (positionals.length === 0) fail('Nothing was asked.');
  else ask(sentences, positionals.join(' '), lang, values.json, values.why);
} catch (error) {
  if (error instanceof TypeError) fail(error.message);
  throw error;
}

function ask(
  sentences: Sentences,
  question: string,
  lang: Language | undefined,
  json: boolean,
  why: boolean,
): void {
  const assistant = openSeedAssistant(contactsFromEnvironment(), sentences);
  const { text, found } = redact(question);
  const { reply } = assistant.turn({ text, hint: lang, redacted: found.length > 0 }, newDialogue());
  const answer = answerJson('1', reply);
  if (json) print(JSON.stringify(why ? { ...answer, why: assistant.why(text) } : answer, null, 2));
  else {
    print(reply.text);
    if (why) print(`\n${JSON.stringify({ decision: reply.decision, ...assistant.why(text) }, null, 2)}`);
  }
}

function languageOption(value: string | undefined, languages: readonly Language[]): Language | undefined {
  const found = languages.find(lang => lang === value);
  if (value === undefined || found !== undefined) return found;
  const choices = languages.map(lang => `"${lang}"`).join(' or ');
  throw new TypeError(`--lang is ${choices}, not "${value}".`);
}

function fail(message: string): never {
  process.stderr.write(`${message}\n${USAGE}`);
  process.exit(2);
}
