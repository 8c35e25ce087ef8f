import { describe, expect, it } from 'vitest';
import { spokenHours } from '../../src/answer/index.ts';
import { seedSentences } from '../seed.ts';

describe('office hours, as people say them', () => {
  it.each([
    ['es', 'Mo-Fr 08:00-16:00', 'lunes a viernes, 08:00 a 16:00'],
    ['en', 'Mo-Fr 08:00-16:00', 'Monday to Friday, 08:00 to 16:00'],
    [
      'es',
      'Mo-Th,Sa 08:00-12:00,13:00-16:00; Su 09:00-11:00',
      'lunes a jueves y sábado, 08:00 a 12:00 y 13:00 a 16:00; domingo, 09:00 a 11:00',
    ],
  ] as const)('in %s: %s', (lang, hours, said) => {
    expect(spokenHours(hours, lang, seedSentences())).toBe(said);
  });
});
