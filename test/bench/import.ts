// npm run bench -- import [PAGES …]: how long a PDF of 50, 500 and 2,000 pages takes to become a draft, and how much memory the
// process that reads it holds at most. The pages are made of the project's own official texts.
import { createTerminal } from '../../src/cli/knowledge/terminal.ts';
import { draftFrom } from '../../src/knowledge/draft/index.ts';
import { readDocument } from '../../src/knowledge/import/index.ts';
import { readKnowledge, wordsOf } from '../../src/knowledge/index.ts';
import { randomFrom } from '../../src/retrieval/index.ts';
import { pdf } from '../knowledge/damaged.ts';
import { ROOT } from '../seed.ts';
import { short, table } from './table.ts';

const given = process.argv.slice(2).map(Number);
const SIZES = given.length > 0 ? given : [50, 500, 2_000];
const WIDTH = 88;

const knowledge = readKnowledge(`${ROOT}/knowledge`);
const words = knowledge.documents[0]!.entries.flatMap(({ text }) => text?.es.split(/\s+/) ?? []);
const terminal = createTerminal('es', key => key);
const rows: string[][] = [];
for (const pages of SIZES) {
  const bytes = pdf(pages, pageOf);
  let most = 0;
  const from = performance.now();
  const outline = await readDocument(
    { name: `${pages}.pdf`, bytes, known: wordsOf(knowledge) },
    {
      onPage: (done, total) => terminal.progress(`${pages}`, done, total),
      onMemory: held => {
        most = Math.max(most, held);
      },
    },
  );
  const read = performance.now() - from;
  const { knowledge: draft, document } = draftFrom(knowledge, outline, {
    document: 'prueba',
    issued: '2025-02-03',
  });
  const whole = performance.now() - from;
  const entries = draft.documents.find(({ id }) => id === document)!.entries.length;
  rows.push([
    String(pages),
    short(bytes.length / 1024),
    short(read / 1000),
    short(whole / 1000),
    short(most / 1024 / 1024),
    String(entries),
  ]);
}
terminal.line(table(['pages', 'KB', 's to read', 's to the draft', 'MB at most', 'entries'], rows));

/** A letterhead, a heading now and then, paragraphs and points, as the official document has them. */
function pageOf(page: number): string {
  const random = randomFrom(page);
  const drawn: string[] = [];
  let y = 750;
  const draw = (text: string, size: number, gap: number) => {
    y -= gap;
    drawn.push(`/F1 ${size} Tf 1 0 0 1 60 ${y} Tm (${escaped(text)}) Tj`);
  };
  draw('INSTITUTO DE PRUEBA', 9, 0);
  if (page === 1) draw('DOCUMENTO DE PRUEBA', 14, 30);
  if (page % 5 === 1) draw(`Capitulo ${roman(page)} de la prueba`, 13, 30);
  while (y > 90) {
    const sentence = Array.from({ length: 30 }, () => words[Math.floor(random() * words.length)]!).join(' ');
    const lines = wrapped(`${page % 2 ? '- ' : ''}${sentence}.`);
    lines.forEach((line, i) => {
      draw(line, 11, i === 0 ? 24 : 13);
    });
  }
  return `BT ${drawn.join('\n')} ET`;
}

function wrapped(text: string): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    if (lines.at(-1)!.length + word.length > WIDTH) lines.push(word);
    else lines.push(`${lines.pop()} ${word}`.trim());
  }
  return lines;
}

function roman(page: number): string {
  return 'I'.repeat((page % 3) + 1) + 'VXLC'[page % 4];
}

function escaped(text: string): string {
  return text.replace(/[()\\]/g, '\\$&');
}
