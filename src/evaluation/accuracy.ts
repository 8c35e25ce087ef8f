import type { Language } from '../language/index.ts';
import type { Evaluation } from './evaluation.ts';
import { share } from './statistics.ts';

/** The figures that the public page shows. */
export interface Accuracy {
  /** Day of the measurement, ISO 8601. */
  readonly measured: string;
  readonly figures: readonly AccuracyFigure[];
}

/** `right` of `of` questions were treated as they should; `low` and `high` bound the share (0 to 1) at 95 %. */
export interface AccuracyFigure {
  /** `answer`: right entry given. `related`: told so. `oos`: given no entry. */
  readonly kind: 'answer' | 'related' | 'oos';
  /** Null: both languages. */
  readonly lang: Language | null;
  readonly right: number;
  readonly of: number;
  readonly low: number;
  readonly high: number;
}

const ROWS: readonly (readonly [AccuracyFigure['kind'], Language | null])[] = [
  ['answer', 'es'],
  ['answer', 'en'],
  ['related', null],
  ['oos', null],
];

/** What of an evaluation people are told. Kinds that the bank does not hold are left out. */
export function accuracyOf({ scored }: Evaluation, measured: string): Accuracy {
  const figures = ROWS.flatMap(([kind, lang]) => {
    const own = scored.filter(
      ({ line }) => line.kind === kind && !line.lookalike && (lang === null || line.lang === lang),
    );
    const right = own.filter(one => (kind === 'oos' ? one.reply.decision !== 'answer' : one.right)).length;
    const { low, high } = share(right, own.length);
    const rounded = (value: number) => Math.round(value * 1e4) / 1e4;
    return own.length === 0
      ? []
      : [{ kind, lang, right, of: own.length, low: rounded(low), high: rounded(high) }];
  });
  return { measured, figures };
}
