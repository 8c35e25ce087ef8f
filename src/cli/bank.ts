import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** One question of a bank, with what would be right. */
export const bankLine = z.looseObject({
  id: z.string(),
  q: z.string(),
  lang: z.enum(['es', 'en', 'mixed']),
  kind: z.enum(['answer', 'related', 'oos', 'chat', 'urgent']),
  accept: z.array(z.string()),
  intent: z.string().optional(),
  facet: z.string().optional(),
  noise: z.string().default('clean'),
  /** True for a harmless message that looks like danger. */
  lookalike: z.boolean().default(false),
});
export type BankLine = z.infer<typeof bankLine>;

const bankHeader = z.object({
  bank: z.string(),
  /** Least figure for each measure (`answer`, `related` …), or most for those that begin with `false`. 0 to 1. */
  thresholds: z.record(z.string(), z.number()).default({}),
  /** True for a bank that is only measured: its misses are not shown. */
  sealed: z.boolean().default(false),
});
export type BankHeader = z.infer<typeof bankHeader>;

export class BankError extends Error {
  readonly code = 'bank-invalid';
}

/** Reads a bank: a header line (may be missing), then a question a line. Throws {@link BankError} naming the line. */
export function readBank(file: string): { header: BankHeader; lines: BankLine[] } {
  const rows = readFileSync(file, 'utf8').split('\n').map((text, i) => ({ text, line: i + 1 })).filter(({ text }) => text.trim());
  let header: BankHeader = { bank: file, thresholds: {}, sealed: false };
  const lines: BankLine[] = [];
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
    const parsed = bankLine.safeParse(value);
    if (!parsed.success) {
      const { path, message } = parsed.error.issues[0]!;
      throw new BankError(`${file}:${line}: "${path.join('.')}" ${message}.`);
    }
    lines.push(parsed.data);
  }
  return { header, lines };
}
