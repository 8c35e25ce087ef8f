import { dayAt } from '../language/index.ts';

/** Days of the office, both included. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
  /** The same as moments: from the first one's beginning up to the beginning of the day after the last. */
  readonly start: number;
  readonly end: number;
}

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;
const MOST_DAYS = 731;

/** Reads `from` and `to` of a query; the last thirty days where it says nothing that is a day. */
export function dayRange(query: URLSearchParams, now: number, timeZone: string): DayRange {
  const today = dayAt(now, timeZone);
  const asked = (name: string) => {
    const text = query.get(name) ?? '';
    return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) ? text : null;
  };
  const to = asked('to') ?? today;
  const least = shift(to, -MOST_DAYS);
  const wanted = asked('from') ?? shift(to, 1 - DEFAULT_DAYS);
  const from = wanted > to ? to : wanted < least ? least : wanted;
  return { from, to, start: startOf(from, timeZone), end: startOf(shift(to, 1), timeZone) };
}

export function shift(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The moment at which a day begins at the office. */
function startOf(day: string, timeZone: string): number {
  const utc = Date.parse(`${day}T00:00:00Z`);
  // The offset at that moment, and once more in case that the clock is changed in between.
  const first = utc - offsetAt(utc, timeZone);
  return utc - offsetAt(first, timeZone);
}

function offsetAt(moment: number, timeZone: string): number {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
      .formatToParts(moment)
      .map(({ type, value }) => [type, value]),
  );
  const local = Date.parse(`${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:00Z`);
  return local - Math.floor(moment / 60_000) * 60_000;
}

/** The hour of the day at the office, 0 to 23. */
export function hourOf(moment: number, timeZone: string): number {
  const hour = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(
    moment,
  );
  return Number(hour) % 24;
}
