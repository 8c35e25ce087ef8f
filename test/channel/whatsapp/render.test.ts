import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DECISIONS, INTENTS, type Option, REASONS, type Reply } from '../../../src/answer/index.ts';
import { LIMITS, type Payload, render } from '../../../src/channel/whatsapp/index.ts';
import { newDialogue } from '../../../src/turn/index.ts';
import { seedAssistant, seedEditionOpened, seedSentences } from '../../seed.ts';
import { payloadFaults, readable } from './fake-graph.ts';
import { options, replyWith } from './replies.ts';

const parts = {
  sentences: seedSentences(),
  publicUrl: 'https://asistente.example.org',
  introduction: [] as string[],
};
const shown = (reply: Reply, over: Partial<typeof parts> = {}): Payload =>
  render(reply, { ...parts, ...over })!;
const faultsOf = (payload: Payload) => [...payloadFaults(payload)];
const optionIds = (payload: Payload): string[] =>
  payload.type === 'text'
    ? []
    : payload.interactive.type === 'button'
      ? payload.interactive.action.buttons.map(({ reply }) => reply.id)
      : payload.interactive.action.sections.flatMap(({ rows }) => rows.map(({ id }) => id));

const assistant = seedAssistant();
const entries = seedEditionOpened().documents.flatMap(document => document.entries);
const asked = (text: string, lang: 'es' | 'en') =>
  assistant.turn({ text, hint: lang }, { ...newDialogue(), lang }).reply;

describe('a reply about an entry of the document', () => {
  it.each(['es', 'en'] as const)('(%s) is one message with every quotation whole and every option', lang => {
    for (const entry of entries) {
      const reply = asked(entry.title[lang], lang);
      const payload = shown(reply);
      expect([entry.id, faultsOf(payload)]).toEqual([entry.id, []]);
      for (const quote of reply.quotes) expect(readable(payload)).toContain(quote.text);
      if (payload.type === 'text')
        for (const { title } of reply.options) expect(readable(payload)).toContain(title);
      else expect(optionIds(payload)).toEqual(reply.options.map(option => option.entry));
      if (reply.citation) expect(readable(payload)).toContain(reply.citation.section);
    }
  });

  it('says what the reply says, in its order: sentences, quotation under its heading, source', () => {
    const reply = asked('What is the mission?', 'en');
    const said = readable(shown(reply));
    expect(reply.text.startsWith(said)).toBe(true);
    expect(said).toMatch(/^Mission\n“.+”\n\nSource: .+\n\nUnofficial translation/);
  });
});

describe('ways to go on', () => {
  it('are up to three buttons with the short labels', () => {
    const payload = shown(replyWith({ text: 'dicho', options: options(3) }));
    expect(payload).toMatchObject({ interactive: { type: 'button', body: { text: 'dicho' } } });
    expect(optionIds(payload)).toEqual(['e.0', 'e.1', 'e.2']);
  });

  it('are a list of up to ten rows, under a heading for each kind', () => {
    const mixed = [...options(7, 'child'), ...options(10).slice(7)];
    const payload = shown(replyWith({ options: mixed }));
    expect(payload).toMatchObject({
      interactive: {
        type: 'list',
        action: { button: 'Ver opciones', sections: [{ title: 'Puntos' }, { title: 'Otros temas' }] },
      },
    });
    expect(optionIds(payload)).toHaveLength(10);
  });

  it('that are official headings stand in the message as well', () => {
    const payload = shown(asked('objetivos', 'es'));
    expect(payload).toMatchObject({ interactive: { type: 'list' } });
    expect(readable(payload)).toContain(
      '\n1. Política Migratoria\n2. Control Migratorio\n3. Documentos de Identidad',
    );
  });

  it('are numbered text beyond ten, and where the body of an interactive message would be too long', () => {
    const many = shown(replyWith({ options: options(11) }));
    expect(many.type).toBe('text');
    expect(readable(many)).toContain('11. Tema 10');
    const long = shown(replyWith({ before: ['x'.repeat(1025)], options: options(2) }));
    expect(long.type).toBe('text');
    expect(readable(long)).toMatch(/\n1\. Tema 0\n2\. Tema 1$/);
    expect(shown(replyWith({ before: ['x'.repeat(1024)], options: options(2) })).type).toBe('interactive');
  });

  it('are numbered text where a label is too long, blank or stands twice', () => {
    for (const label of ['x'.repeat(21), '  ', 'Tema 1']) {
      const [first, ...others] = options(3);
      expect(shown(replyWith({ options: [{ ...first!, label }, ...others] })).type).toBe('text');
    }
  });
});

describe('a quotation that fits into no message', () => {
  const long = `Principio ${'palabra '.repeat(600)}fin`;

  it('is not cut: the message names the entry and links the Spanish text', () => {
    const payload = shown(replyWith({ quoted: [long], options: options(2) }));
    expect(readable(payload)).toContain('«Sección»');
    expect(readable(payload)).toContain('https://asistente.example.org/es#mision');
    expect(readable(payload)).toContain('Fuente: ');
    expect(readable(payload)).not.toContain('palabra');
    expect(optionIds(payload)).toEqual(['e.0', 'e.1']);
  });

  it('is linked in both languages for who reads English', () => {
    const said = readable(shown(replyWith({ lang: 'en', quoted: [long] })));
    expect(said).toContain('https://asistente.example.org/es#mision');
    expect(said).toContain('https://asistente.example.org/en#mision');
  });

  it('offers the parts of a group although they are not quoted', () => {
    const quoted = ['uno', 'dos'].map(word => `${word} `.repeat(700));
    const payload = shown(replyWith({ quoted, options: options(2, 'child') }));
    expect(optionIds(payload)).toEqual(['e.0', 'e.1']);
  });
});

describe('formatting', () => {
  it('in what people say means nothing, and addresses stay as they are', () => {
    const before = ['*a* _b_ ~c~ ```d``` 5*3 mi_tramite (*e*)', '- punto', 'https://x.org/~ana/_b_?c=*d*'];
    const said = readable(shown(replyWith({ before })));
    expect(said).toBe('∗a∗ ˍbˍ ∼c∼ ˋˋˋdˋˋˋ 5*3 mi_tramite (∗e∗)\n– punto\nhttps://x.org/~ana/_b_?c=∗d∗');
  });

  it('in the official text is left alone, because it is quoted letter by letter', () => {
    const quoted = ['Véase *la ley* y _su reglamento_'];
    expect(readable(shown(replyWith({ before: ['*antes*'], quoted })))).toBe(
      `∗antes∗\n\nSección\n«${quoted[0]}»\n\nFuente: «Sección».`,
    );
  });
});

describe('the introduction', () => {
  it('stands below the answer', () => {
    const said = readable(shown(replyWith({ before: ['dicho'] }), { introduction: ['Soy un asistente.'] }));
    expect(said).toBe('dicho\n\nSoy un asistente.');
  });
});

describe('nothing to say', () => {
  it('sends nothing', () => {
    expect(render(replyWith({ before: [], text: '' }), parts)).toBeNull();
  });
});

describe('any reply at all', () => {
  const words = fc.oneof(
    fc.lorem({ maxCount: 400 }),
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ unit: fc.constantFrom('*', '_', '~', '`', ' ', '\n', 'a', '😀', '>', '-'), maxLength: 300 }),
    fc.constantFrom('', 'x'.repeat(5000), '😀'.repeat(3000), 'palabra '.repeat(700)),
  );
  const quotable = words.filter(text => text.trim() !== '');
  const option = fc.record({
    entry: fc.oneof(fc.constantFrom('mision', 'vision', 'documentos.1'), fc.string({ maxLength: 300 })),
    title: words,
    label: fc.oneof(fc.string({ maxLength: 30 }), fc.constantFrom('Misión', 'Visión', '')),
    role: fc.constantFrom('alternative', 'child', 'follow-up'),
  });
  const reply = fc.record({
    lang: fc.constantFrom('es', 'en'),
    decision: fc.constantFrom(...DECISIONS),
    intent: fc.constantFrom(null, ...INTENTS),
    reason: fc.constantFrom(null, ...REASONS),
    speaker: fc.constantFrom('assistant', 'agent'),
    before: fc.array(words, { maxLength: 4 }),
    after: fc.array(words, { maxLength: 3 }),
    quoted: fc.array(quotable, { maxLength: 4 }),
    options: fc.array(option, { maxLength: 14 }),
    tidy: fc.boolean(),
  });

  it('is within every limit, with each quotation whole or linked, whatever it holds', () => {
    fc.assert(
      fc.property(reply, fc.boolean(), ({ tidy, ...drawn }, first) => {
        const choices = tidy ? options(drawn.options.length) : (drawn.options as Option[]);
        const whole = replyWith({ ...(drawn as Partial<Reply>), options: choices, quoted: drawn.quoted });
        const payload = render(whole, {
          ...parts,
          introduction: first ? ['Soy un asistente automático.'] : [],
        });
        if (payload === null) return whole.text.trim() === '' || whole.text === '';
        const said = readable(payload);
        if (said.trim() !== '') expect(faultsOf(payload)).toEqual([]);
        const link = `${parts.publicUrl}/es#mision`;
        for (const { text } of whole.quotes) if (!said.includes(text)) expect(said).toContain(link);
        if (whole.text.length + 200 <= LIMITS.text) expect(said).not.toContain(link);
        return true;
      }),
      { numRuns: 400 },
    );
  });
});
