import { dayAt } from '../../language/index.ts';
import type { CountStore } from '../../store/index.ts';
import { type DayRange, hourOf, shift } from '../range.ts';
import { WAITS } from '../tally.ts';
import type { Bar } from './chart.ts';

/** Everything that the overview shows, counted. Labels are keys or ids: the page puts them into words. */
export interface Figures {
  readonly questions: number;
  /** 0 to 1; null without questions. */
  readonly answered: number | null;
  readonly useful: number | null;
  readonly handovers: number;
  readonly charts: {
    readonly decision: readonly Bar[];
    readonly lang: readonly Bar[];
    readonly channel: readonly Bar[];
    readonly hour: readonly Bar[];
    readonly day: readonly Bar[];
    readonly entry: readonly Bar[];
    readonly wait: readonly Bar[];
  };
}

export type ChartName = keyof Figures['charts'];

const MOST_ENTRIES = 10;
/** Decisions that are no questions: talk to the assistant, and what an agent answers. */
const NO_QUESTION = new Set(['chat', 'held', 'human']);

export async function figures(store: CountStore, range: DayRange, timeZone: string): Promise<Figures> {
  const counts = await store.counts(range.start, range.end);
  const hourly = await store.hourly('decision', range.start, range.end);
  const of = (measure: string) => counts.filter(count => count.measure === measure);
  const decisions = of('decision');
  const sum = (list: readonly { n: number }[]) => list.reduce((total, { n }) => total + n, 0);
  const questions = decisions.filter(({ value }) => !NO_QUESTION.has(value));
  const asked = sum(questions);
  const feedback = of('feedback');
  const rated = sum(feedback);
  return {
    questions: asked,
    answered: asked === 0 ? null : sum(questions.filter(({ value }) => value === 'answer')) / asked,
    useful: rated === 0 ? null : sum(feedback.filter(({ value }) => value === 'positive')) / rated,
    handovers: sum(of('handover').filter(({ value }) => value === 'take')),
    charts: {
      decision: summed(decisions, 'value'),
      lang: summed(decisions, 'lang'),
      channel: summed(decisions, 'channel'),
      hour: byHour(hourly, timeZone),
      day: byDay(hourly, range, timeZone),
      entry: summed(of('entry'), 'value').slice(0, MOST_ENTRIES),
      wait: waits(of('wait')),
    },
  };
}

/** Sums by one field, the largest first. */
function summed<Field extends 'value' | 'lang' | 'channel'>(
  counts: readonly ({ n: number } & Record<Field, string>)[],
  field: Field,
): Bar[] {
  const sums = new Map<string, number>();
  for (const count of counts) sums.set(count[field], (sums.get(count[field]) ?? 0) + count.n);
  return [...sums].map(([label, n]) => ({ label, n })).sort((a, b) => b.n - a.n);
}

type Hourly = readonly { hour: number; n: number }[];

function byHour(hourly: Hourly, timeZone: string): Bar[] {
  const hours = Array.from({ length: 24 }, () => 0);
  for (const { hour, n } of hourly) hours[hourOf(hour, timeZone)]! += n;
  return hours.map((n, hour) => ({ label: `${String(hour).padStart(2, '0')}:00`, n }));
}

function byDay(hourly: Hourly, { from, to }: DayRange, timeZone: string): Bar[] {
  const days = new Map<string, number>();
  for (let day = from; day <= to; day = shift(day, 1)) days.set(day, 0);
  for (const { hour, n } of hourly) {
    const day = dayAt(hour, timeZone);
    days.set(day, (days.get(day) ?? 0) + n);
  }
  return [...days].map(([label, n]) => ({ label, n }));
}

function waits(counts: readonly { value: string; n: number }[]): Bar[] {
  if (counts.length === 0) return [];
  return [...WAITS.map(String), 'more'].map(label => ({
    label,
    n: counts.filter(({ value }) => value === label).reduce((total, { n }) => total + n, 0),
  }));
}
