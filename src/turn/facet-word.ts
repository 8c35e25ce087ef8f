import type { Facet } from '../answer/reply.ts';

/**
 * What a question word asks about the last thing. Only in a dialogue: alone, "dónde" and "who" stand as often in
 * questions that the document answers.
 */
const ASKED: readonly (readonly [Facet, RegExp])[] = [
  ['hours', /\b(?:a que hora|que horario|horario|horarios|que dias|what time|opening hours|which days)\b/],
  [
    'time',
    /\b(?:cuanto tiempo|cuanto tarda|cuanto tardan|cuanto dura|cuantos dias|how long|how many days)\b/,
  ],
  ['price', /\b(?:cuanto|cuanta|a como|precio|costo|how much|price|cost)\b/],
  ['place', /\b(?:donde|adonde|direccion|where|address)\b/],
  ['when', /\b(?:cuando|que fecha|when|what date)\b/],
  ['who', /\b(?:quien|quienes|who)\b/],
  ['contact', /\b(?:telefono|correo|numero de telefono|whatsapp|phone|email|phone number)\b/],
  [
    'steps',
    /\b(?:requisitos|que necesito|que piden|que papeles|como lo hago|como se hace|como le hago|requirements|what do i need|how do i)\b/,
  ],
  ['appointment', /\b(?:cita|citas|appointment)\b/],
  ['law', /\b(?:que ley|que articulo|which law|what law)\b/],
  ['meaning', /\b(?:que significa|que quiere decir|what does (?:it|that) mean|meaning)\b/],
];

export function facetWord(words: readonly string[]): Facet | null {
  const said = words.join(' ');
  return ASKED.find(([, form]) => form.test(said))?.[0] ?? null;
}
