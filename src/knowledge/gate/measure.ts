import { type BankLine, evaluate, readBank, WORSE } from '../../evaluation/index.ts';
import type { Assistant } from '../../turn/index.ts';

/** A figure of a bank, for the draft and for what is published. 0 to 1. */
export interface Measure {
  readonly bank: string;
  readonly name: string;
  readonly limit: number;
  readonly draft: number;
  readonly published: number | null;
  /** Reaches the bank's threshold; or misses it no more than what is published does. */
  readonly passes: boolean;
}

/** A figure that was missed before the edition may be missed by this much more: chance moves it that far. */
const SLACK = 0.005;

/**
 * Measures a question bank as `npm run evaluate` does. Questions whose right entries are all retired are left out:
 * nothing can answer them.
 */
export function measure(
  file: string,
  draft: Assistant,
  published: Assistant | null,
  entries: ReadonlySet<string>,
): Measure[] {
  const { header, lines } = readBank(file);
  if (header.mode === 'search' || lines.length === 0) return [];
  const now = figuresOf(
    draft,
    lines.filter(line => isAnswerable(line, entries)),
  );
  const before = published && figuresOf(published, lines);
  return Object.entries(header.thresholds).flatMap(([name, limit]) => {
    const figure = now.get(name);
    if (figure === undefined) return [];
    const was = before?.get(name) ?? null;
    const holds = (value: number) => (name.startsWith(WORSE) ? value <= limit : value >= limit);
    const noWorse =
      was !== null && !holds(was) && (name.startsWith(WORSE) ? figure <= was + SLACK : figure >= was - SLACK);
    return [
      { bank: header.bank, name, limit, draft: figure, published: was, passes: holds(figure) || noWorse },
    ];
  });
}

function figuresOf(assistant: Assistant, lines: readonly BankLine[]): Map<string, number> {
  const { shares, figures } = evaluate(assistant, lines);
  return new Map([...[...shares].map(([name, { value }]) => [name, value] as const), ...figures]);
}

function isAnswerable({ kind, accept }: BankLine, entries: ReadonlySet<string>): boolean {
  return kind !== 'answer' || accept.length === 0 || accept.some(id => entries.has(id));
}
