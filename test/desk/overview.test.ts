import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isOpenAt } from '../../src/desk/presence/hours.ts';
import { dayRange } from '../../src/desk/range.ts';
import { createTally } from '../../src/desk/tally.ts';
import { openStore } from '../../src/store/index.ts';
import { quiet } from '../channel/doubles.ts';
import { type Browser, type Served, serve } from './served.ts';

const GUATEMALA = 'America/Guatemala';

describe('office hours', () => {
  const hours = 'Mo-Fr 08:00-12:00,13:00-16:00; Sa 09:00-11:00';
  it.each([
    ['2026-01-15T14:00:00Z', true], // Thursday 08:00
    ['2026-01-15T13:59:00Z', false],
    ['2026-01-15T18:30:00Z', false], // 12:30
    ['2026-01-15T21:59:00Z', true], // 15:59
    ['2026-01-15T22:00:00Z', false],
    ['2026-01-17T15:30:00Z', true], // Saturday 09:30
    ['2026-01-18T15:30:00Z', false],
    ['2026-01-16T02:00:00Z', false], // Thursday 20:00 there, Friday in Greenwich
  ])('at %s: %s', (moment, open) => {
    expect(isOpenAt(hours, GUATEMALA, Date.parse(moment))).toBe(open);
  });

  it('go round the end of the week and of the day, and are never closed where none are set', () => {
    const sunday = Date.parse('2026-01-18T15:30:00Z');
    expect(isOpenAt('Sa-Mo 00:00-24:00', GUATEMALA, sunday)).toBe(true);
    expect(isOpenAt('Tu-Fr 00:00-24:00', GUATEMALA, sunday)).toBe(false);
    expect(isOpenAt(null, GUATEMALA, sunday)).toBe(true);
  });
});

describe('a range of days', () => {
  const now = Date.parse('2026-03-01T03:00:00Z'); // the evening of February 28 at the office
  const range = (query: string, zone = GUATEMALA) => dayRange(new URLSearchParams(query), now, zone);

  it('is the last thirty days of the office, from midnight to midnight', () => {
    expect(range('')).toEqual({
      from: '2026-01-30',
      to: '2026-02-28',
      start: Date.parse('2026-01-30T06:00:00Z'),
      end: Date.parse('2026-03-01T06:00:00Z'),
    });
  });

  it('takes days that are given, never backwards, never endless, and nothing that is no day', () => {
    expect(range('from=2026-02-01&to=2026-02-10')).toMatchObject({ from: '2026-02-01', to: '2026-02-10' });
    expect(range('from=2026-02-20&to=2026-02-10')).toMatchObject({ from: '2026-02-10' });
    expect(range('from=1900-01-01&to=2026-02-10').from).toBe('2024-02-10');
    expect(range("from='; drop&to=2026-99-99")).toEqual(range(''));
  });

  it('knows days of 23 and 25 hours', () => {
    const hours = (day: string) => {
      const { start, end } = range(`from=${day}&to=${day}`, 'Europe/Madrid');
      return (end - start) / 3_600_000;
    };
    expect([hours('2026-03-28'), hours('2025-03-30'), hours('2025-10-26')]).toEqual([24, 23, 25]);
  });
});

describe('the tally', () => {
  it('keeps numbers only, and keeps them for later when the store is away', async () => {
    const store = await openStore('memory:');
    let away = true;
    const addCounts: typeof store.addCounts = async counts => {
      if (away) throw new Error('away');
      await store.addCounts(counts);
    };
    const tally = createTally({ store: { addCounts }, log: quiet, now: () => 7_200_000 });
    const reply = { decision: 'answer', lang: 'es', entries: ['mision'], intent: null } as const;
    tally.reply({ ...reply, entries: [...reply.entries] }, 'web');
    tally.waited(4 * 60_000, 'es', 'whatsapp');
    await tally.stop();
    away = false;
    tally.reply({ ...reply, entries: [] }, 'web');
    await tally.stop();
    const counts = await store.counts(0, 10_000_000);
    expect(counts.map(({ measure, value, n }) => [measure, value, n])).toEqual([
      ['decision', 'answer', 2],
      ['entry', 'mision', 1],
      ['wait', '5', 1],
    ]);
    await store.close();
  });
});

describe('the overview', () => {
  let served: Served;
  let sol: Browser;
  beforeAll(async () => {
    served = await serve();
    await served.account('sol', ['supervisor']);
    sol = await served.signedIn('sol');
    for (const [decision, times] of [
      ['answer', 3],
      ['related', 1],
      ['chat', 2],
    ] as const)
      for (let n = 0; n < times; n++)
        served.tally.reply({ decision, lang: 'es', entries: decision === 'answer' ? ['mision'] : [] }, 'web');
    served.tally.add('entry', '<script>alert(1)</script>', 'es', 'web');
    await served.tally.stop();
  }, 30_000);
  afterAll(() => served.stop());

  it('draws charts with a title, and the same numbers in a table', async () => {
    const text = await (await sol.get('/desk/overview')).text();
    expect(text).toMatch(/<dt>Preguntas<\/dt><dd>4<\/dd>/);
    expect(text).toMatch(/<dt>Respondidas con el documento<\/dt><dd>75[\s\u00a0]?%<\/dd>/);
    expect(text).toMatch(/<svg class="chart" role="img" aria-labelledby="chart-decision"/);
    expect(text).toContain('<th scope="row">Respondida</th><td>3</td>');
    expect(text).toContain('Misión del Instituto');
    expect(text).not.toContain('<script>alert');
  });

  it('gives them as a file', async () => {
    const text = await (await sol.get('/desk/overview.csv')).text();
    expect(text).toContain('"En qué terminó","Respondida",3');
  });

  it('keeps a record of who did what', async () => {
    const text = await (await sol.get('/desk/audit')).text();
    expect(text).toContain('desk-signed-in');
  });
});
