import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BankLine, type Evaluation, evaluate, readBank } from '../../src/evaluation/index.ts';
import { words } from '../../src/language/index.ts';
import { bankRows } from '../banks.ts';
import { ROOT, seedAssistant, seedKnowledge } from '../seed.ts';

// The measured bank is only measured: nothing here prints one of its questions.
const read = (name: string) => readBank(join(ROOT, `test/data/${name}.jsonl`));
const banks = {
  tuning: read('tuning').lines,
  'varied-tuning': read('varied-tuning').lines,
  measured: read('measured').lines,
};
const of = (name: keyof typeof banks, kind: BankLine['kind']) =>
  banks[name].filter(line => line.kind === kind && !line.lookalike);

describe('the banks', () => {
  it('hold as many questions of each kind as are asked for', () => {
    expect(banks.tuning.length + banks.measured.length).toBeGreaterThanOrEqual(600);
    for (const name of ['tuning', 'measured'] as const) {
      expect(of(name, 'oos').length).toBeGreaterThanOrEqual(100);
      expect(of(name, 'related').length).toBeGreaterThanOrEqual(150);
    }
    expect(of('measured', 'answer').length).toBeGreaterThanOrEqual(400);
    expect(of('measured', 'related').length).toBeGreaterThanOrEqual(250);
    expect(of('measured', 'oos').length).toBeGreaterThanOrEqual(250);
    expect(banks.measured.filter(({ lookalike }) => lookalike).length).toBeGreaterThanOrEqual(100);
    expect(bankRows('dialogues').length).toBeGreaterThanOrEqual(60);
    expect(bankRows('hostile').length).toBeGreaterThanOrEqual(250);
  });

  it('of the measured half cover both languages, mixtures, and every kind of noise that is asked for', () => {
    const langs = new Set(banks.measured.map(({ lang }) => lang));
    expect([...langs].sort()).toEqual(['en', 'es', 'mixed']);
    expect(new Set(banks.measured.map(({ noise }) => noise)).size).toBeGreaterThanOrEqual(6);
    expect(read('measured').header.sealed).toBe(true);
  });

  it('name only entries that exist', () => {
    const ids = new Set(seedKnowledge().documents.flatMap(({ entries }) => entries.map(({ id }) => id)));
    for (const lines of Object.values(banks)) {
      expect(lines.filter(({ accept }) => accept.some(id => !ids.has(id))).map(({ id }) => id)).toEqual([]);
      expect(
        lines.filter(({ kind, accept }) => kind === 'answer' && accept.length === 0).map(({ id }) => id),
      ).toEqual([]);
    }
  });

  it('give every question an id of its own, and ask none twice', () => {
    const lines = Object.values(banks).flat();
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
    const asked = lines.map(({ q }) => q.trim());
    expect(asked.length - new Set(asked).size).toBeLessThanOrEqual(asked.length * 0.01);
  });

  it.each(['tuning', 'varied-tuning', 'measured'] as const)(
    'were written apart from knowledge/: no question of three words or more stands in both (%s)',
    name => {
      const known = new Set(questionsInKnowledge().map(folded));
      const copied = banks[name].filter(({ q }) => words(q).length > 2 && known.has(folded(q)));
      expect(copied.map(({ id }) => id)).toEqual([]);
    },
  );
});

describe('the measured half', () => {
  let made: Evaluation;
  // Over a thousand turns: a busy machine takes its time.
  beforeAll(() => {
    made = evaluate(seedAssistant(), banks.measured);
  }, 120_000);
  const value = (name: string) => made.shares.get(name)!.value;

  it.each(['answer es', 'answer en'])('%s: the right entry first for at least 85 %', name => {
    expect(value(name)).toBeGreaterThanOrEqual(0.85);
  });

  it('at most 5 % of what is out of scope is given an entry', () => {
    expect(value('false answer on oos')).toBeLessThanOrEqual(0.05);
  });

  it('at least 80 % of what the document only mentions is told honestly', () => {
    expect(value('related')).toBeGreaterThanOrEqual(0.8);
  });
});

function questionsInKnowledge(): string[] {
  const { documents, asked } = seedKnowledge();
  const both = ({ es, en }: { readonly es: readonly string[]; readonly en: readonly string[] }) => [
    ...es,
    ...en,
  ];
  return [
    ...documents.flatMap(({ entries }) => entries.flatMap(({ questions }) => both(questions))),
    ...Object.values(asked.facets).flatMap(({ es, en }) => [es, en].flatMap(by => Object.values(by).flat())),
    ...Object.values(asked.elsewhere).flatMap(both),
    ...Object.values(asked.intents).flatMap(both),
    ...both(asked.danger),
    ...both(asked.lookalikes),
  ];
}

function folded(question: string): string {
  return words(question).join(' ');
}
