import { expect } from 'vitest';
import type { Fault } from '../../src/knowledge/index.ts';

const DOCUMENT = 'documents/mision-vision-objetivos/document.yaml';
export const entryFile = (id: string) => `documents/mision-vision-objetivos/entries/${id}.yaml`;

export interface Broken {
  /** What somebody did to the files. */
  mistake: string;
  file: string;
  /** Replaces the file's text; null takes the file away. */
  change: (text: string) => string | null;
  /** What is said about it: the first fault of that code, on the line where this stands in the changed file. */
  code: Fault['code'];
  at?: RegExp;
  /** The fault is told of another file than the changed one. */
  told?: string;
  /** What the fault's values must name. */
  names?: string;
}

const replaced = (from: string | RegExp, to: string) => (text: string) => {
  expect(text).toMatch(from);
  return text.replace(from, to);
};

/** What can be wrong in `knowledge/`, one thing at a time. */
export const BROKEN: Broken[] = [
  {
    mistake: 'a misspelt key',
    file: entryFile('mision'),
    change: replaced(/^label:/m, 'lable:'),
    code: 'form-invalid',
    names: 'label',
  },
  {
    mistake: 'a key that nothing reads',
    file: entryFile('vision'),
    change: text => `${text}\nnote: hello\n`,
    code: 'form-invalid',
    names: 'note',
  },
  {
    mistake: 'a text left out',
    file: entryFile('vision'),
    change: replaced(/^text:\n {2}es:[\s\S]*?(?=^questions:)/m, ''),
    code: 'text-or-children',
    names: 'vision',
  },
  {
    mistake: 'a translation left out',
    file: entryFile('mision'),
    change: replaced(/^ {2}en: .*Institute.*\n/m, ''),
    code: 'form-invalid',
    names: 'title.en',
  },
  {
    mistake: 'an empty title',
    file: entryFile('mision'),
    change: replaced(/^title:\n {2}es: .*/m, 'title:\n  es: ""'),
    code: 'form-invalid',
    at: /^ {2}es: ""/m,
    names: 'title.es',
  },
  {
    mistake: 'a label of another entry',
    file: entryFile('vision'),
    change: replaced(/^label:\n {2}es: .*/m, 'label:\n  es: MISION'),
    code: 'label-repeated',
    at: /^ {2}es: MISION/m,
    names: 'MISION',
  },
  {
    mistake: 'a label too long for a button',
    file: entryFile('vision'),
    change: replaced(/^label:\n {2}es: .*/m, 'label:\n  es: La visión del Instituto'),
    code: 'form-invalid',
    at: /^ {2}es: La visión del/m,
    names: 'label.es',
  },
  {
    mistake: 'a part that does not exist',
    file: entryFile('fortalecimiento'),
    change: replaced(/^ {2}- fortalecimiento\.4$/m, '  - fortalecimiento.9'),
    code: 'child-unknown',
    at: /^ {2}- fortalecimiento\.9/m,
    names: 'fortalecimiento.9',
  },
  {
    mistake: 'an id that is not the file’s name',
    file: entryFile('mision'),
    change: replaced(/^id: mision$/m, 'id: misiones'),
    code: 'id-mismatch',
    at: /^id: misiones/m,
    names: 'misiones',
  },
  {
    mistake: 'YAML that cannot be read',
    file: entryFile('mision'),
    change: replaced(/^facets: .*/m, 'facets: ]'),
    code: 'yaml-invalid',
    at: /^facets: \]/m,
  },
  {
    mistake: 'a key written twice',
    file: entryFile('mision'),
    change: text => `${text}\nid: mision\n`,
    code: 'yaml-invalid',
  },
  {
    mistake: 'a question asked for two entries',
    file: entryFile('vision'),
    change: replaced(/^questions:\n {2}es:\n/m, 'questions:\n  es:\n    - objetivos\n'),
    code: 'question-repeated',
    told: entryFile('objetivos'),
    at: /^ {4}- objetivos/m,
    names: 'bjetivos',
  },
  {
    mistake: 'markup in an official text',
    file: entryFile('mision'),
    change: replaced('El Instituto Guatemalteco', 'El <b>Instituto</b> Guatemalteco'),
    code: 'markup-forbidden',
    names: 'mision',
  },
  {
    mistake: 'a facet that nobody knows',
    file: entryFile('mision'),
    change: replaced(/^facets: \[\]/m, 'facets: [colour]'),
    code: 'form-invalid',
    at: /^facets: \[colour\]/m,
    names: 'facets.0',
  },
  {
    mistake: 'a date that is none',
    file: DOCUMENT,
    change: replaced(/^issued: .*/m, 'issued: "2024-13-45"'),
    code: 'form-invalid',
    at: /^issued:/m,
    names: 'issued',
  },
  {
    mistake: 'an entry’s file taken away',
    file: entryFile('vision'),
    change: () => null,
    code: 'file-missing',
  },
  { mistake: 'the document’s file taken away', file: DOCUMENT, change: () => null, code: 'file-missing' },
  { mistake: 'the glossary taken away', file: 'glossary.yaml', change: () => null, code: 'file-missing' },
  {
    mistake: 'an entry that the document does not list',
    file: DOCUMENT,
    change: replaced(/^ {2}- vision\n/m, ''),
    code: 'entry-unlisted',
    at: /^ {2}- ficha/m,
    names: 'vision',
  },
  {
    mistake: 'a glossary that points nowhere',
    file: 'glossary.yaml',
    change: replaced('entries: [documentos.1]', 'entries: [documentos.7]'),
    code: 'entry-unknown',
    names: 'documentos.7',
  },
  {
    mistake: 'a facet’s questions left out',
    file: 'asked/facets.yaml',
    change: replaced(/^price:/m, 'prize:'),
    code: 'form-invalid',
    names: 'price',
  },
  { mistake: 'a bomb of aliases', file: entryFile('mision'), change: aliasBomb, code: 'yaml-invalid' },
  {
    mistake: 'a file that is only an alias of nothing',
    file: entryFile('mision'),
    change: () => 'id: *nothing\n',
    code: 'yaml-invalid',
  },
  {
    mistake: 'a file that is a list',
    file: entryFile('mision'),
    change: () => '- id\n- mision\n',
    code: 'form-invalid',
  },
  { mistake: 'an empty file', file: entryFile('mision'), change: () => '', code: 'form-invalid' },
  {
    mistake: 'a key called __proto__',
    file: entryFile('mision'),
    change: text => `__proto__:\n  polluted: yes\n${text}`,
    code: 'form-invalid',
  },
];

/** Nine levels of ten aliases each: a thousand million texts when resolved. */
function aliasBomb(text: string): string {
  const levels = Array.from(
    { length: 9 },
    (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(', ')}]`,
  );
  return `a0: &a0 [x, x]\n${levels.join('\n')}\n${text}`;
}
