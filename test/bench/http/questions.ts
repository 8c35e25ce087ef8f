import { bankRows } from '../../banks.ts';

/** Every different question of the tuning banks: nothing sealed, and nothing made up. */
export function distinctQuestions(): readonly string[] {
  const rows = ['tuning', 'language-tuning'].flatMap(name => bankRows<{ q: string }>(name));
  return [...new Set(rows.map(({ q }) => q))];
}

/** Goes round and round through the questions. */
export function inTurn(texts: readonly string[]): () => string {
  let n = 0;
  return () => texts[n++ % texts.length]!;
}
