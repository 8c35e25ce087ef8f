/** Red, green and blue, 0 to 255. */
type Colour = readonly [number, number, number];

/** The colours of the institute's own pages. */
const OWN: Accent = {
  light: { accent: '#0a4b86', on: '#ffffff', band: '#0a4b86' },
  dark: { accent: '#93c5f7', on: '#0b1a29', band: '#14395d' },
};
/** The ground of each scheme (see styles.css) on which the accent is hardest to read, and what is written on it. */
const LIGHT = { ground: [238, 244, 251], on: [255, 255, 255] } as const;
const DARK = { ground: [25, 35, 46], on: [11, 26, 41] } as const;
const BLACK: Colour = [0, 0, 0];
const WHITE: Colour = [255, 255, 255];
/** WCAG 2.2, 1.4.3; and more of it where eyes rest in the dark, and behind the names above the chat. */
const ENOUGH = 4.5;
const AMPLE = 7;

/** The accent in both colour schemes, what is written on it, and the band behind the chat's name (with white on it). */
export interface Accent {
  readonly light: Shades;
  readonly dark: Shades;
}
export interface Shades {
  readonly accent: string;
  readonly on: string;
  readonly band: string;
}

/**
 * The host's colour (`#rgb` or `#rrggbb`), darkened or lightened until a text in it, and a text on it, can be read.
 * Anything else gives the colour of the institute's pages.
 */
export function accentOf(given: string | null): Accent {
  const colour = parsed(given ?? '');
  if (colour === null) return OWN;
  const light = until(colour, BLACK, LIGHT.ground, ENOUGH);
  const dark = until(colour, WHITE, DARK.ground, AMPLE);
  return {
    light: { accent: written(light), on: written(LIGHT.on), band: written(light) },
    dark: { accent: written(dark), on: written(DARK.on), band: written(until(colour, BLACK, WHITE, AMPLE)) },
  };
}

/** Mixes towards black or white in small steps; at the end of the way the contrast is the highest there is. */
function until(colour: Colour, towards: Colour, ground: Colour, enough: number): Colour {
  for (let share = 0; share < 1; share += 0.02) {
    const mixed = colour.map((value, i) =>
      Math.round(value + (towards[i]! - value) * share),
    ) as unknown as Colour;
    if (contrast(mixed, ground) >= enough) return mixed;
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
