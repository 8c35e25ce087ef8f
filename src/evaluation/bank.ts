import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** One question of a bank, with what would be right. */
export const bankLine = z.looseObject({
  id: z.string(),
  q: z.string(),
  lang: z.enum(['es', 'en', 'mixed']),
  kind: z.enum(['answer', 'related', 'oos', 'chat', 'urgent', 'hostile']),
  accept: z.array(z.string()).default([]),
  intent: z.string().optional(),
  facet: z.string().optional(),
  noise: z.string().default('clean'),
  /** True for a harmless message that looks like danger. */
  lookalike: z.boolean().default(false),
});
export type BankLine = z.infer<typeof bankLine>;

/** A dialogue of a bank: what would be right at each turn. */
export const bankDialogue = z.looseObject({
  id: z.string(),
  turns: z
    .array(
      z.looseObject({
        q: z.string(),
        /** Any of these decisions is right. */
        decision: z.array(z.string()).min(1),
        /** Any of these entries first; left out where none matters. */
        accept: z.array(z.string()).optional(),
        lang: z.enum(['es', 'en', 'mixed']).optional(),
      }),
    )
    .min(1),
});
export type BankDialogue = z.infer<typeof bankDialogue>;

const bankHeader = z.object({
  bank: z.string(),
  /** Least figure for each measure (`answer`, `related` …), or most for those that begin with `false`. 0 to 1. */
  thresholds: z.record(z.string(), z.number()).default({}),
  /** True for a bank that is only measured: its misses are not shown. */
  sealed: z.boolean().default(false),
  /** `search`: what a call-center agent types, looked up word by word; else questions and dialogues. */
  mode: z.enum(['answer', 'search']).default('answer'),
});
export type BankHeader = z.infer<typeof bankHeader>;

export class BankError extends Error {
  readonly code = 'bank-invalid';
}

/** Reads a bank: a header line (may be missing), then a question a line. Throws {@link BankError} naming the line. */
export function readBank(file: string): { header: BankHeader; lines: BankLine[]; dialogues: BankDialogue[] } {
  const rows = textOf(file)
    .split('\n')
    .map((text, i) => ({ text, line: i + 1 }))
    .filter(({ text }) => text.trim());
  let header: BankHeader = bankHeader.parse({ bank: file });
  const lines: BankLine[] = [];
  const dialogues: BankDialogue[] = [];
  for (const { text, line } of rows) {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw new BankError(`${file}:${line}: no JSON. Write one object a line.`);
    }
    const asHeader = bankHeader.safeParse(value);
    if (line === rows[0]!.line && asHeader.success) {
      header = asHeader.data;
      continue;
    }
    const isDialogue = typeof value === 'object' && value !== null && 'turns' in value;
    const parsed = isDialogue ? bankDialogue.safeParse(value) : bankLine.safeParse(value);
    if (!parsed.success) {
      const { path, message } = parsed.error.issues[0]!;
      throw new BankError(`${file}:${line}: "${path.join('.')}" ${message}.`);
    }
    if (isDialogue) dialogues.push(parsed.data as BankDialogue);
    else lines.push(parsed.data as BankLine);
  }
  if (lines.length === 0 && dialogues.length === 0) throw new BankError(`${file} holds no question.`);
  return { header, lines, dialogues };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new BankError(
      `${file} cannot be read (${(error as NodeJS.ErrnoException).code}): name a bank that there is.`,
    );
  }
}
