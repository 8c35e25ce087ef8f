/** Red, green and blue, 0 to 255. */
type Colour = readonly [number, number, number];

/** What the widget's own colours are: the accent where none is given, and what it stands on. */
const DEFAULT = '#0a4b86';
const LIGHT_PAGE: Colour = [255, 255, 255];
const DARK_PAGE: Colour = [16, 23, 31];
/** WCAG 2.2, 1.4.3. */
const ENOUGH = 4.5;

/** The accent in both colour schemes, and what is written on it. */
export interface Accent {
  readonly light: { readonly accent: string; readonly on: string };
  readonly dark: { readonly accent: string; readonly on: string };
}

/**
 * The host's colour (`#rgb` or `#rrggbb`), darkened or lightened until a text in it, and a text on it, can be read.
 * Anything else gives the colour of the institute's pages.
 */
export function accentOf(given: string | null): Accent {
  const colour = parsed(given ?? '') ?? parsed(DEFAULT)!;
  const light = until(colour, [0, 0, 0], LIGHT_PAGE);
  const dark = until(colour, [255, 255, 255], DARK_PAGE);
  return {
    light: { accent: written(light), on: '#ffffff' },
    dark: { accent: written(dark), on: written(DARK_PAGE) },
  };
}

/** Mixes towards black or white in small steps; at the end of the way the contrast is the highest there is. */
function until(colour: Colour, towards: Colour, page: Colour): Colour {
  for (let share = 0; share < 1; share += 0.02) {
    const mixed = colour.map((value, i) =>
      Math.round(value + (towards[i]! - value) * share),
    ) as unknown as Colour;
    if (contrast(mixed, page) >= ENOUGH) return mixed;
  }
  return towards;
}

/** WCAG 2.2, "contrast ratio". */
export function contrast(a: Colour, b: Colour): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map(value => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Colour;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export function parsed(text: string): Colour | null {
  const [, hex] = /^#([\da-f]{3}|[\da-f]{6})$/i.exec(text.trim()) ?? [];
  if (hex === undefined) return null;
  const digits = hex.length === 3 ? [...hex].map(digit => digit + digit).join('') : hex;
  return [0, 2, 4].map(at => Number.parseInt(digits.slice(at, at + 2), 16)) as unknown as Colour;
}

function written(colour: Colour): string {
  return `#${colour.map(value => value.toString(16).padStart(2, '0')).join('')}`;
}
