import { describe, expect, it } from 'vitest';
import { type DeskSight, type Dialogue, newDialogue } from '../../src/turn/index.ts';
import { CONTACTS, seedAssistant } from '../seed.ts';

const assistant = seedAssistant(CONTACTS);
const THERE: DeskSight = { presence: 'there', handover: null };

/** Says something, and gives what came of it. */
function say(text: string, desk?: DeskSight, dialogue: Dialogue = newDialogue()) {
  return assistant.turn({ text, desk }, dialogue);
}

describe('asking for a person', () => {
  it('gives the contacts and promises nobody where the desk is off', () => {
    const { reply, handover } = say('quiero hablar con una persona');
    expect([reply.decision, handover]).toEqual(['human', undefined]);
    expect(reply.text).toContain(CONTACTS.phone);
    expect(reply.text).not.toMatch(/fila/);
  });

  it.each([
    ['quiero hablar con una persona', 'Su solicitud está en la fila. Una persona'],
    ['I want to speak with a human agent', 'Your request is in the queue. A person'],
  ])('puts "%s" into the queue, and tells who reads along and how to leave it', (text, said) => {
    const { reply, handover } = say(text, THERE);
    expect(handover).toEqual({ ask: 'open', reason: 'asked' });
    expect(reply.decision).toBe('human');
    expect(reply.text).toContain(said);
    expect(reply.text).toMatch(/puede leer esta conversación|can read this conversation/);
  });

  it.each([
    ['nobody', 'ahora no hay nadie'],
    ['closed', 'está cerrada a esta hora'],
  ] as const)('says so when the desk is %s, with the contacts', (presence, said) => {
    const { reply, handover } = say('quiero hablar con una persona', { presence, handover: null });
    expect(handover).toEqual({ ask: 'open', reason: 'asked' });
    expect(reply.text).toContain(said);
    expect(reply.text).toContain('lunes a viernes, 08:00 a 16:00');
  });

  it('does not queue somebody twice', () => {
    const { reply, handover } = say('quiero hablar con una persona', { ...THERE, handover: 'waiting' });
    expect([reply.decision, handover]).toEqual(['human', undefined]);
    expect(reply.text).toContain('ya está en la fila');
  });

  it('ends with a word to the queue, and with the wish to be forgotten', () => {
    const waiting: DeskSight = { ...THERE, handover: 'waiting' };
    expect(say('cancelar', waiting).handover).toEqual({ ask: 'withdraw' });
    expect(say('borrar mis datos', waiting).handover).toEqual({ ask: 'withdraw' });
    expect(say('cancelar', THERE).handover).toBeUndefined();
  });

  it('leaves the assistant answering while one waits', () => {
    const { reply } = say('¿cuál es la misión?', { ...THERE, handover: 'waiting' });
    expect([reply.decision, reply.entry]).toEqual(['answer', 'mision']);
  });
});

describe('an offer of a person', () => {
  it('comes with danger, and queues nobody', () => {
    const { reply, handover, dialogue } = say('mi esposo me quiere matar', THERE);
    expect([reply.decision, handover, dialogue.offer]).toEqual(['urgent', undefined, 'danger']);
    expect(reply.text).toContain('Sin su «sí» no se avisa a nadie');
  });

  it('comes when twice in a row nothing was understood', () => {
    const first = say('xyzzy plugh', THERE);
    expect(first.dialogue.offer).toBeNull();
    const second = say('qwrtz fghj', THERE, first.dialogue);
    expect(second.dialogue.offer).toBe('not-understood');
    expect(second.handover).toBeUndefined();
  });

  it.each(['sí', 'Si, por favor', 'yes please', 'ok'])('is taken with "%s"', yes => {
    const { dialogue } = say('mi esposo me quiere matar', THERE);
    const { reply, handover } = say(yes, THERE, dialogue);
    expect(handover).toEqual({ ask: 'open', reason: 'danger' });
    expect(reply.decision).toBe('human');
  });

  it.each(['no', 'no gracias', '¿cuál es la visión?', 'sí pero dónde queda la oficina de migración'])(
    'is not taken with "%s", nor later',
    other => {
      const { dialogue } = say('mi esposo me quiere matar', THERE);
      const next = say(other, THERE, dialogue);
      expect(next.handover).toBeUndefined();
      expect(say('sí', THERE, next.dialogue).handover).toBeUndefined();
    },
  );

  it.each([
    undefined,
    { presence: 'nobody', handover: null },
    { presence: 'closed', handover: null },
  ] as const)('does not come where nobody is there (%o)', desk => {
    const { reply, dialogue } = say('mi esposo me quiere matar', desk);
    expect([reply.decision, dialogue.offer]).toEqual(['urgent', null]);
    expect(say('sí', desk, { ...newDialogue() }).handover).toBeUndefined();
  });
});

describe('a conversation that an agent holds', () => {
  const HELD: DeskSight = { presence: 'there', handover: 'held' };

  it.each(['¿cuál es la misión?', '2', 'hola', '', 'quiero hablar con una persona', 'x'.repeat(3_000)])(
    'gets no reply of ours to "%s"',
    text => {
      const { reply, handover } = say(text, HELD);
      expect([reply.decision, reply.text, handover]).toEqual(['held', '', undefined]);
    },
  );

  it('gets the emergency number at once all the same, without an offer', () => {
    const { reply, dialogue } = say('mi esposo me quiere matar', HELD);
    expect([reply.decision, dialogue.offer]).toEqual(['urgent', null]);
    expect(reply.text).toContain(CONTACTS.emergency);
  });

  it('is forgotten on request', () => {
    const { reply, handover } = say('borrar mis datos', HELD);
    expect([reply.intent, handover]).toEqual(['delete-data', { ask: 'withdraw' }]);
  });
});
