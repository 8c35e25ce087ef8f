import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { answerJson } from '../answer/index.ts';
import type { Language } from '../language/index.ts';
import { redact } from '../privacy/index.ts';
import { type Assistant, type Dialogue, newDialogue } from '../turn/index.ts';

const batchLine = (languages: readonly Language[]) =>
  z.object({
    id: z.union([z.string(), z.number()]).transform(String),
    q: z.string(),
    lang: z.enum(languages).optional(),
    conversation: z.string().max(200).optional(),
  });
type BatchLine = ReturnType<typeof batchLine>;

/** More conversations than this are not remembered at once; the one that was silent longest is forgotten. */
const MOST_CONVERSATIONS = 10_000;

/**
 * Answers JSON lines `{id, q, lang?, conversation?}` with JSON lines, in order, one for each line. A line that
 * cannot be read gets an error of its own and does not stop the rest.
 */
export async function answerBatch(
  assistant: Assistant,
  languages: readonly Language[],
  mode: 'answer' | 'search',
  hint: Language | undefined,
  input: Readable,
  output: Writable,
): Promise<void> {
  const form = batchLine(languages);
  const dialogues = new Map<string, Dialogue>();
  let number = 0;
  for await (const line of linesOf(input)) {
    number++;
    const result = answerLine(line, number);
    if (!output.write(`${JSON.stringify(result)}\n`)) await once(output, 'drain');
  }

  function answerLine(line: string, at: number): object {
    const read = readLine(line, form);
    if ('error' in read) return { id: null, line: at, error: read.error };
    const { id, q, conversation, lang = hint } = read.value;
    if (mode === 'search') return { id, results: assistant.search(q, lang ? { lang } : {}) };
    const { text, found } = redact(q);
    const before = (conversation !== undefined && dialogues.get(conversation)) || newDialogue();
    const { reply, dialogue } = assistant.turn({ text, hint: lang, redacted: found.length > 0 }, before);
    if (conversation !== undefined) remember(conversation, dialogue);
    return answerJson(id, reply);
  }

  function remember(conversation: string, dialogue: Dialogue): void {
    dialogues.delete(conversation);
    dialogues.set(conversation, dialogue);
    if (dialogues.size > MOST_CONVERSATIONS) dialogues.delete(dialogues.keys().next().value!);
  }
}

/** Lines end with a line feed and nothing else: a question may hold U+2028, at which readline would cut it. */
async function* linesOf(input: Readable): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of input) {
    const parts = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n');
    rest = parts.pop()!;
    for (const part of parts) yield part.replace(/\r$/, '');
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}

function readLine(
  line: string,
  form: BatchLine,
): { value: z.output<BatchLine> } | { error: { code: string; message: string } } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return {
      error: {
        code: 'json-invalid',
        message: 'The line is no JSON. Write one object a line: {"id":"1","q":"…"}.',
      },
    };
  }
  const parsed = form.safeParse(value);
  if (parsed.success) return { value: parsed.data };
  const { path, message } = parsed.error.issues[0]!;
  return {
    error: {
      code: 'line-invalid',
      message: `"${path.join('.') || 'line'}": ${message}. Needed: id and q; lang is ${form.shape.lang.unwrap().options.join(' or ')}.`,
    },
  };
}
