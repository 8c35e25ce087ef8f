import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accentOf, contrast, parsed } from '../../../src/web/widget/accent.ts';

const colour = fc.integer({ min: 0, max: 0xffffff }).map(value => `#${value.toString(16).padStart(6, '0')}`);
const between = (a: string, b: string) => contrast(parsed(a)!, parsed(b)!);

describe('the accent of a host', () => {
  it('can be read on every ground, and be written on, whatever colour it was', () => {
    fc.assert(
      fc.property(colour, given => {
        const { light, dark } = accentOf(given);
        for (const ground of ['#ffffff', '#f2f6fa', '#eef4fb'])
          expect(between(light.accent, ground)).toBeGreaterThanOrEqual(4.5);
        for (const ground of ['#10171f', '#19232e', '#16212d'])
          expect(between(dark.accent, ground)).toBeGreaterThanOrEqual(4.5);
        for (const { accent, on, band } of [light, dark]) {
          expect(between(accent, on)).toBeGreaterThanOrEqual(4.5);
          expect(between(band, '#ffffff')).toBeGreaterThanOrEqual(4.5);
        }
      }),
    );
  });

  it('stays as it was given where it can be read', () => {
    expect(accentOf('#7a1f3d').light.accent).toBe('#7a1f3d');
    expect(accentOf('#036').light.accent).toBe('#003366');
  });

  it('is the institute’s own where it is no colour, and never a rule', () => {
    const own = accentOf(null);
    expect(own.light.accent).toBe('#0a4b86');
    for (const given of [
      '',
      'red',
      '#12',
      '#12345g',
      'red}:host{display:none',
      'url(//x)',
      '#000;background:url(x)',
    ])
      expect(accentOf(given)).toEqual(own);
  });
});
