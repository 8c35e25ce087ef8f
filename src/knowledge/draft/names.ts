import { fold, isFunctionWord } from '../../language/index.ts';

const LONGEST_TITLE = 60;
export const LONGEST_LABEL = 20;

/** A title out of a text's own first words, cut between words. The editor may put a better one. */
export function titleOf(text: string): string {
  return cut(text, LONGEST_TITLE);
}

/** A label of at most 20 characters that no other entry has. */
export function labelOf(text: string, taken: Set<string>): string {
  const base = cut(text, LONGEST_LABEL);
  let label = base;
  for (let number = 2; taken.has(fold(label)); number++) {
    label = `${cut(base, LONGEST_LABEL - String(number).length - 1)} ${number}`;
  }
  taken.add(fold(label));
  return label;
}

function cut(text: string, most: number): string {
  const words = text.replaceAll('\n', ' ').split(' ');
  const kept: string[] = [];
  for (const word of words) {
    if ([...kept, word].join(' ').length > most) break;
    kept.push(word);
  }
  const isCut = kept.length < words.length;
  while (isCut && kept.length > 1 && isFunctionWord(fold(kept.at(-1)!).replace(/\W/g, ''))) kept.pop();
  const name = kept.length > 0 ? kept.join(' ') : text.slice(0, most);
  return name.replace(/[\s.,;:–-]+$/u, '');
}
