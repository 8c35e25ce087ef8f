const DAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'] as const;
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * Whether an office is open: `hours` as in CONTACT_HOURS (`Mo-Fr 08:00-12:00,13:00-16:00; Sa 08:00-12:00`), which the
 * configuration has checked. Without hours it is never known to be closed.
 */
export function isOpenAt(hours: string | null, timeZone: string, moment: number): boolean {
  if (hours === null) return true;
  const { day, minute } = localTime(timeZone, moment);
  return hours.split(';').some(rule => {
    const [days = '', times = ''] = rule.trim().split(' ');
    return daysIn(days).has(day) && times.split(',').some(span => isWithin(span, minute));
  });
}

function localTime(timeZone: string, moment: number): { day: number; minute: number } {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit' });
  formats.set(timeZone, format);
  const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  const day = DAYS.findIndex(name => parts.weekday?.startsWith(name) === true);
  return { day, minute: (Number(parts.hour) % 24) * 60 + Number(parts.minute) };
}

/** `Mo-We,Fr` -> 0, 1, 2, 4. A span may go round the end of the week. */
function daysIn(text: string): Set<number> {
  const days = new Set<number>();
  for (const span of text.split(',')) {
    const [first, last = first] = span.split('-').map(name => DAYS.indexOf(name as (typeof DAYS)[number]));
    if (first === undefined || last === undefined || first < 0 || last < 0) continue;
    for (let day = first; ; day = (day + 1) % DAYS.length) {
      days.add(day);
      if (day === last) break;
    }
  }
  return days;
}

/** From the first minute up to, not including, the last. */
function isWithin(span: string, minute: number): boolean {
  const [from = 0, to = 0] = span.split('-').map(time => {
    const [hour = 0, past = 0] = time.split(':').map(Number);
    return hour * 60 + past;
  });
  return minute >= from && minute < to;
}
