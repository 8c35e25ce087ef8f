/**
 * How a folded word sounds to a Spanish speaker, roughly: b and v, s, z and soft c, ll and y, hard c, k and qu,
 * soft g and j are one letter each, h is silent, double letters are single. Two spellings with the same key are
 * one word to somebody who writes by ear ("bisa", "ofisina", "renobar"). Harmless on English words: it only
 * proposes candidates, which are then ranked by their letters.
 */
export function phoneticKey(word: string): string {
  let key = '';
  for (let i = 0; i < word.length; i++) {
    const letter = soundOf(word, i);
    if (letter !== '' && letter !== key.at(-1)) key += letter;
  }
  return key;
}

function soundOf(word: string, i: number): string {
  const letter = word[i]!;
  const next = word[i + 1] ?? '';
  const soft = next === 'e' || next === 'i';
  switch (letter) {
    case 'h':
      return word[i - 1] === 'c' ? 'h' : ''; // "ch" keeps its sound
    case 'v':
    case 'w':
      return 'b';
    case 'z':
    case 'x':
      return 's';
    case 'c':
      return soft ? 's' : 'k';
    case 'q':
      return 'k';
    case 'u':
      return word[i - 1] === 'q' ? '' : 'u';
    case 'g':
      return soft ? 'j' : 'g';
    case 'l':
      return next === 'l' ? 'y' : word[i - 1] === 'l' ? '' : 'l';
    default:
      return letter;
  }
}
