import { beforeAll, describe, expect, it } from 'vitest';
import type { AnswerJson } from '../../src/answer/index.ts';
import { jsonLines, type Ran, run } from './run.ts';

type Answered = AnswerJson & { line?: number; error?: { code: string; message: string }; results?: Found[] };
interface Found {
  entry: string;
  score: number;
  confidence: number;
  confident: boolean;
}

const LINES = [
  '{"id":"m1","q":"visión del instituto"}',
  'no JSON at all',
  '{"id":7,"q":"vision of the institute","lang":"en"}',
  '',
  '{"id":"m3"}',
  '{"id":"m4","q":"visa","lang":"fr"}',
  '[1,2]',
  'null',
  '{"id":"a1","q":"objetivos","conversation":"a"}',
  '{"id":"b1","q":"objetivos de fortalecimiento","conversation":"b"}',
  '{"id":"a2","q":"2","conversation":"a"}',
  '{"id":"alone","q":"2"}',
  '{"id":"b2","q":"2","conversation":"b"}',
  '{"id":"u1","q":"🙂 ¿Cuál es la VISIÓN?\\u0000 \\ud800 \u2028"}',
  '{"id":"__proto__","q":"hola","conversation":"__proto__"}',
  '{"id":"p1","q":"mi DPI es 2540 12345 0101, ¿cuál es la visión del instituto?"}',
  `{"id":"long","q":"${'a '.repeat(60_000)}"}`,
  '{"id":"same","q":"hola"}',
  '{"id":"same","q":"hola"}',
  '{"id":"last","q":"misión del instituto","extra":{"a":1}}',
];

describe('ask --batch', () => {
  let ran: Ran;
  let answers: Answered[];
  beforeAll(async () => {
    ran = await run('ask.ts', ['--batch'], LINES.join('\r\n'));
    answers = jsonLines<Answered>(ran.stdout);
  });
  const byId = (id: string) => answers.find(answer => answer.id === id)!;

  it('answers every line with one line, in order, and ends well', () => {
    expect(ran.code).toBe(0);
    expect(answers.length).toBe(LINES.length);
    const ids = answers.map(({ id }) => id);
    expect(ids.filter(id => id !== null)).toEqual([
      'm1',
      '7',
      'a1',
      'b1',
      'a2',
      'alone',
      'b2',
      'u1',
      '__proto__',
      'p1',
      'long',
      'same',
      'same',
      'last',
    ]);
  });

  it('says of a line that it cannot read which one it is and what is wrong, and goes on', () => {
    const faults = answers.filter(({ error }) => error);
    expect(faults.map(({ line, error }) => [line, error!.code])).toEqual([
      [2, 'json-invalid'],
      [4, 'json-invalid'],
      [5, 'line-invalid'],
      [6, 'line-invalid'],
      [7, 'line-invalid'],
      [8, 'line-invalid'],
    ]);
    for (const { id, error } of faults) {
      expect(id).toBeNull();
      expect(error!.message.length).toBeGreaterThan(20);
    }
  });

  it('takes the language of the line for a hint', () => {
    expect(byId('m1')).toMatchObject({ lang: 'es', decision: 'answer', entry: 'vision' });
    expect(byId('7')).toMatchObject({ lang: 'en', entry: 'vision' });
  });

  it('keeps interleaved conversations apart, and lines without one alone', () => {
    expect(byId('a2')).toMatchObject({ decision: 'answer', entry: 'control-migratorio' });
    expect(byId('b2')).toMatchObject({ decision: 'answer', entry: 'fortalecimiento.2' });
    expect(byId('alone').entry).toBeNull();
  });

  it('bears unicode, control characters, lone surrogates and names of methods', () => {
    expect(byId('u1').entry).toBe('vision');
    expect(byId('__proto__')).toMatchObject({ decision: 'chat', intent: 'greeting' });
    expect(byId('long')).toMatchObject({ decision: 'decline', reason: 'too-long' });
  });

  it('answers the question in which personal data stand, and repeats none of them', () => {
    expect(byId('p1').entry).toBe('vision');
    expect(ran.stdout).not.toMatch(/2540 ?12345|0101/);
  });
});

describe('ask --batch --mode search', () => {
  it('gives entries for what is being typed, best first, with what they are worth', async () => {
    const lines = [
      '{"id":"s1","q":"pasap"}',
      '{"id":"s2","q":"resid extr","lang":"es"}',
      'oops',
      '{"id":"s3","q":""}',
      '{"id":"s4","q":"visión del instituto"}',
    ];
    const { code, stdout } = await run('ask.ts', ['--batch', '--mode', 'search'], lines.join('\n'));
    const [s1, s2, bad, s3, s4] = jsonLines<Answered>(stdout);
    expect(code).toBe(0);
    expect(s1!.results![0]!.entry).toBe('documentos.1');
    expect(s2!.results![0]!.entry).toBe('visas-residencias.1');
    expect(bad).toMatchObject({ id: null, line: 3, error: { code: 'json-invalid' } });
    expect(s3).toEqual({ id: 's3', results: [] });
    expect(s4!.results![0]).toMatchObject({ entry: 'vision', confident: true });
    for (const { results } of [s1!, s2!, s4!]) {
      const confidences = results!.map(({ confidence }) => confidence);
      expect(confidences).toEqual([...confidences].sort((a, b) => b - a));
      expect(confidences.reduce((sum, p) => sum + p, 0)).toBeLessThanOrEqual(1 + 1e-6);
      expect(Object.keys(results![0]!).sort()).toEqual(['confidence', 'confident', 'entry', 'score']);
    }
  });
});
