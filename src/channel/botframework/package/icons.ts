import { crc32, deflateSync } from 'node:zlib';

/** Red, green, blue, alpha: 0 to 255. */
type Colour = readonly [number, number, number, number];

/** The blue of the public pages, which is also the manifest's accent colour. */
export const ACCENT: Colour = [0x0a, 0x4b, 0x86, 0xff];
const WHITE: Colour = [0xff, 0xff, 0xff, 0xff];
const CLEAR: Colour = [0, 0, 0, 0];

const COLOUR_SIZE = 192;
const OUTLINE_SIZE = 32;
/** Each point is looked at this many times across and down, for smooth edges. */
const SAMPLES = 4;

/** The app's icons as Teams wants them: 192 px in colour, and 32 px white on transparent. */
export function icons(): { readonly colour: Buffer; readonly outline: Buffer } {
  return {
    colour: png(COLOUR_SIZE, (x, y) => (isBubble(x, y) && !isLines(x, y) ? WHITE : ACCENT)),
    outline: png(OUTLINE_SIZE, (x, y) => (isBubble(x, y) && !isLines(x, y) ? WHITE : CLEAR)),
  };
}

/** A speech bubble in the unit square: a rounded box with a tail at its lower left. */
function isBubble(x: number, y: number): boolean {
  const [left, right, top, bottom, radius] = [0.18, 0.82, 0.2, 0.66, 0.1];
  const dx = Math.max(left + radius - x, 0, x - (right - radius));
  const dy = Math.max(top + radius - y, 0, y - (bottom - radius));
  const inBox = dx * dx + dy * dy <= radius * radius;
  const inTail = x >= 0.3 && x <= 0.46 && y >= bottom - 0.02 && y <= 0.82 - (x - 0.3);
  return inBox || inTail;
}

/** Two lines of text in it. */
function isLines(x: number, y: number): boolean {
  const first = y >= 0.34 && y <= 0.4 && x >= 0.29 && x <= 0.71;
  const second = y >= 0.47 && y <= 0.53 && x >= 0.29 && x <= 0.58;
  return first || second;
}

/** Draws a square; `colourAt` takes places in the unit square. https://www.w3.org/TR/png-3/ */
function png(size: number, colourAt: (x: number, y: number) => Colour): Buffer {
  const rows = Buffer.alloc(size * (1 + size * 4));
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      rows.set(smooth(x, y, size, colourAt), y * (1 + size * 4) + 1 + x * 4);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // 8 bits a channel, red green blue alpha.
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The mean of the samples in a point; what is transparent lends it no colour. */
function smooth(x: number, y: number, size: number, colourAt: (x: number, y: number) => Colour): number[] {
  const sum = [0, 0, 0, 0];
  for (let i = 0; i < SAMPLES * SAMPLES; i++) {
    const across = (x + ((i % SAMPLES) + 0.5) / SAMPLES) / size;
    const down = (y + (Math.floor(i / SAMPLES) + 0.5) / SAMPLES) / size;
    const [red, green, blue, alpha] = colourAt(across, down);
    sum[0]! += red * alpha;
    sum[1]! += green * alpha;
    sum[2]! += blue * alpha;
    sum[3]! += alpha;
  }
  const alpha = sum[3]!;
  if (alpha === 0) return [...CLEAR];
  return [sum[0]! / alpha, sum[1]! / alpha, sum[2]! / alpha, alpha / (SAMPLES * SAMPLES)].map(Math.round);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'ascii'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
