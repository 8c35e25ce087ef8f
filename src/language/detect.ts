// Placeholder until the trained detector is in place (its author replaces this file).

import { words } from './normalise.ts';
import { isFunctionWord } from './stopwords.ts';

const EN =
  /^(the|what|is|are|how|do|does|i|you|who|where|when|of|and|to|in|for|my|can|which|it|that|they|with|at|on|an|your|does|be|will|there|this|have|has|about|if|from|any)$/;
export function functionWordLanguage(text: string): { es: number; en: number } {
  const c = { es: 0, en: 0 };
  for (const w of words(text))
    if (EN.test(w)) c.en++;
    else if (isFunctionWord(w) && !/^(a|no|me)$/.test(w)) c.es++;
  return c;
}
export function contentWordCount(text: string): number {
  return words(text).filter(w => !isFunctionWord(w)).length;
}
export function detectLanguage(text: string): { lang: 'es' | 'en' | 'other'; confidence: number } {
  const { es, en } = functionWordLanguage(text);
  if (es === en) return { lang: 'es', confidence: 0.5 };
  return es > en ? { lang: 'es', confidence: 0.9 } : { lang: 'en', confidence: 0.9 };
}
