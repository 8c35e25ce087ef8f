import type { Reply } from '../answer/index.ts';
import type { Language } from '../language/index.ts';
import { redact } from '../privacy/index.ts';
import { type Assistant, newDialogue } from '../turn/index.ts';
import type { BankLine } from './bank.ts';
import { auroc, calibrationError, type Judged, type Share, share } from './statistics.ts';

/** One question and what the assistant made of it. */
export interface Scored {
  line: BankLine;
  reply: Reply;
  /** The first entry that the index puts for it, whatever was decided. */
  first: string | null;
  confidence: number;
  /** Did what its kind demands. */
  right: boolean;
}

/** A figure that is worse when larger begins so. */
export const WORSE = 'false ';

export interface Evaluation {
  scored: Scored[];
  /** By name: shares with their interval. */
  shares: Map<string, Share>;
  /** By name: figures without an interval. */
  figures: Map<string, number>;
}

export function evaluate(assistant: Assistant, lines: readonly BankLine[]): Evaluation {
  const scored = lines.map(line => score(assistant, line));
  return { scored, shares: sharesOf(scored), figures: figuresOf(scored) };
}

function score(assistant: Assistant, line: BankLine): Scored {
  const { text, found } = redact(line.q);
  const { reply } = assistant.turn({ text, redacted: found.length > 0 }, newDialogue());
  const [top] = assistant.search(line.q, { prefix: false, limit: 1 });
  return {
    line,
    reply,
    first: top?.entry ?? null,
    confidence: top?.confidence ?? 0,
    right: isRight(line, reply),
  };
}

function isRight({ kind, accept, intent }: BankLine, { decision, entry }: Reply): boolean {
  switch (kind) {
    case 'answer':
      return decision === 'answer' && accept.includes(entry ?? '');
    case 'related':
      return decision === 'related';
    case 'oos':
      return decision === 'decline';
    case 'chat':
      return decision === (intent === 'human' ? 'human' : 'chat');
    case 'urgent':
      return decision === 'urgent';
    case 'hostile':
      return decision !== 'answer';
  }
}

function sharesOf(scored: readonly Scored[]): Map<string, Share> {
  const shares = new Map<string, Share>();
  const measure = (name: string, among: (one: Scored) => boolean, hit: (one: Scored) => boolean) => {
    const own = scored.filter(among);
    if (own.length > 0) shares.set(name, share(own.filter(hit).length, own.length));
  };
  const kind = (wanted: BankLine['kind']) => (one: Scored) => one.line.kind === wanted && !one.line.lookalike;
  const right = (one: Scored) => one.right;
  const clean = ({ line }: Scored) => line.noise === 'clean' && line.lang !== 'mixed';
  const noisy = ({ line }: Scored) => line.noise !== 'clean' && line.lang !== 'mixed';
  const answer = kind('answer');
  measure('answer', answer, right);
  measure('answer clean', one => answer(one) && clean(one), right);
  measure('answer noisy', one => answer(one) && noisy(one), right);
  measure('answer mixed', one => answer(one) && one.line.lang === 'mixed', right);
  for (const lang of ['es', 'en'] as const)
    measure(`answer ${lang}`, one => answer(one) && one.line.lang === lang, right);
  measure('answer offered', answer, ({ line, reply }) =>
    offered(reply).some(entry => line.accept.includes(entry)),
  );
  measure('entry first', answer, ({ line, first }) => line.accept.includes(first ?? ''));
  measure('related', kind('related'), right);
  measure(
    'related matter',
    kind('related'),
    ({ line, reply }) => reply.decision === 'related' && line.accept.includes(reply.entry ?? ''),
  );
  measure('false answer on related', kind('related'), given);
  measure('oos', kind('oos'), right);
  measure('false answer on oos', kind('oos'), given);
  measure('false related on oos', kind('oos'), ({ reply }) => reply.decision === 'related');
  measure('false answer on hostile', kind('hostile'), given);
  measure('chat', kind('chat'), right);
  measure('danger', kind('urgent'), right);
  measure(
    'false danger',
    one => one.line.kind !== 'urgent' && one.line.kind !== 'hostile' && !one.line.lookalike,
    urgent,
  );
  measure('false danger on look-alikes', one => one.line.lookalike, urgent);
  measure(
    'language',
    ({ line, reply }) =>
      line.lang !== 'mixed' && line.kind !== 'hostile' && reply.reason !== 'other-language',
    ({ line, reply }) => reply.lang === (line.lang as Language),
  );
  return shares;
}

function given({ reply }: Scored): boolean {
  return reply.decision === 'answer';
}

function urgent({ reply }: Scored): boolean {
  return reply.decision === 'urgent';
}

/** The first three entries that a reply puts before the person. */
function offered({ decision, entries, options }: Reply): string[] {
  const proposed = options
    .filter(({ role }) => role !== 'follow-up' || decision !== 'answer')
    .map(({ entry }) => entry);
  return [...entries, ...proposed].slice(0, 3);
}

/** Positive: an answerable question whose first entry is right; negative: one out of scope. */
export function judgedOf(scored: readonly Scored[]): Judged[] {
  return scored
    .filter(({ line }) => line.kind === 'answer' || line.kind === 'oos')
    .map(({ line, first, confidence }) => ({
      confidence,
      positive: line.kind === 'answer' && line.accept.includes(first ?? ''),
    }));
}

function figuresOf(scored: readonly Scored[]): Map<string, number> {
  const judged = judgedOf(scored);
  if (!judged.some(({ positive }) => positive) || judged.every(({ positive }) => positive)) return new Map();
  const scope = scored
    .filter(({ line }) => line.kind === 'answer' || line.kind === 'oos')
    .map(({ line, confidence }) => ({ confidence, positive: line.kind === 'answer' }));
  return new Map([
    ['false calibration', calibrationError(judged)],
    ['auroc', auroc(scope)],
  ]);
}
