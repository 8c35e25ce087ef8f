import { describe, expect, it } from 'vitest';
import { makeSamples } from '../../src/cli/language-samples.ts';
import type { LanguageTexts } from '../../src/cli/language-texts.ts';
import { fitModel } from '../../src/cli/language-training.ts';
import { saveModel } from '../../src/cli/language-weights.ts';
import { evidence, openModel } from '../../src/language/detect/index.ts';

const words = (text: string) => text.split(' ');
const texts: LanguageTexts = {
  own: {
    es: {
      lines: ['quiero renovar mi pasaporte', 'la oficina abre temprano', 'perdí mi pasaporte'],
      words: words('casa perro ventana quiero pasaporte oficina temprano hablar comer vivir'),
      shorthand: words('xq tmb'),
    },
    en: {
      lines: ['I want to renew my passport', 'the office opens early', 'I lost my passport'],
      words: words('house dog window want passport office early speak eat live through'),
      shorthand: words('pls thx'),
    },
  },
  others: new Map([
    ['fr', { lines: ['je voudrais un passeport'], words: words('maison chien bureau vouloir') }],
  ]),
  shared: words('visa hotel'),
};

describe('training the language detector', () => {
  const draw = (round: number) => makeSamples(texts, round);
  const saved = () => saveModel(fitModel(draw, texts.shared, 7), draw(0).all, [1]);

  it('gives the same bytes for the same texts and seed', () => {
    expect(saved()).toEqual(saved());
  });

  it('learns the words that it was given, and that shared words say nothing', () => {
    const model = openModel(saved());
    expect(evidence(model, 'want window').english).toBeGreaterThan(0);
    expect(evidence(model, 'quiero ventana').english).toBeLessThan(0);
    expect(evidence(model, 'maison bureau').other).toBeGreaterThan(evidence(model, 'casa oficina').other);
    const { english, other } = evidence(model, 'visa hotel');
    expect([english, other]).toEqual([...model.bias]);
  });
});
