/**
 * Content words whose number of different ones grows as in real text (Heaps' law, vocabulary = K · length^β) and
 * whose frequencies fall as in real text (Zipf's law): a Pitman-Yor process (Pitman and Yor 1997; for words
 * Goldwater, Griffiths and Johnson 2011). A word is new with probability (S + D · v) / (S + n), after n words of
 * which v were different; otherwise one that was drawn before, the more often the likelier. D is β; with D 0.5
 * and S 500 for each of two languages the vocabulary is close to 44 · length^0.49, which Manning, Raghavan and
 * Schütze give for Reuters' news (Introduction to Information Retrieval, 5.1.1).
 *
 * A new word is the one that stands in the text that is being refilled, if it was not drawn before; else one made
 * of the beginning of one of the project's words and the ending of another.
 */
const D = 0.58;
const S = 1000;

export class WordSource {
  readonly #random: () => number;
  readonly #known: readonly string[];
  readonly #words: string[] = [];
  readonly #numbers = new Map<string, number>();
  /** How often each word was drawn, and every draw so far. */
  readonly #counts: number[] = [];
  readonly #drawn: number[] = [];

  constructor(known: readonly string[], random: () => number) {
    this.#known = [...new Set(known)];
    this.#random = random;
  }

  /** A word; `own` is the one that would stand there. */
  draw(own?: string): string {
    const n = this.#drawn.length;
    if (this.#random() * (S + n) < S + D * this.#words.length) {
      return this.#count(own !== undefined && !this.#numbers.has(own) ? own : this.#coined());
    }
    for (;;) {
      const word = this.#drawn[Math.floor(this.#random() * n)]!;
      if (this.#random() * this.#counts[word]! >= D) return this.repeat(this.#words[word]!);
    }
  }

  /** A word that was drawn before, once more. */
  repeat(word: string): string {
    return this.#count(word);
  }

  #count(word: string): string {
    let number = this.#numbers.get(word);
    if (number === undefined) {
      number = this.#words.length;
      this.#numbers.set(word, number);
      this.#words.push(word);
      this.#counts.push(0);
    }
    this.#counts[number]!++;
    this.#drawn.push(number);
    return word;
  }

  #coined(): string {
    for (;;) {
      const head = this.#known[Math.floor(this.#random() * this.#known.length)]!;
      const tail = this.#known[Math.floor(this.#random() * this.#known.length)]!;
      const cut = 2 + Math.floor(this.#random() * Math.max(1, head.length - 3));
      const from = 1 + Math.floor(this.#random() * Math.max(1, tail.length - 2));
      const word = (head.slice(0, cut) + tail.slice(from)).slice(0, 16);
      if (word.length >= 4 && !this.#numbers.has(word)) return word;
    }
  }
}
