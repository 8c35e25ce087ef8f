import { outgoingActivity } from '../../../src/channel/botframework/outgoing.ts';
import { replyActivity } from '../../../src/channel/intake/index.ts';
import { render } from '../../../src/channel/whatsapp/index.ts';
import { BASE_LANGUAGES, type Language } from '../../../src/language/index.ts';
import { newDialogue } from '../../../src/turn/index.ts';
import { seedAssistant, seedEditionOpened, seedSentences } from '../../seed.ts';
import { table } from '../table.ts';

/** What an answer weighs on each channel, for every entry in each language: the JSON, before TLS and compression. */
export function weights(): string {
  const { documents } = seedEditionOpened();
  const assistant = seedAssistant();
  const parts = {
    sentences: seedSentences(),
    publicUrl: 'https://asistente.example.org',
    introduction: [] as string[],
    documentTitle: (id: string, lang: Language) =>
      documents.find(document => document.id === id)?.shortTitle[lang] ?? id,
  };
  const replies = documents
    .flatMap(({ entries }) => entries)
    .flatMap(({ id, title }) =>
      BASE_LANGUAGES.map(lang => {
        // As if it had been offered and picked: no doubt which entry is meant.
        const dialogue = { ...newDialogue(), lang, options: [id], list: [id], introduced: true };
        return assistant.turn({ text: title[lang], hint: lang }, dialogue).reply;
      }),
    );
  const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
  const channels: [string, (reply: (typeof replies)[number]) => unknown][] = [
    ['Direct Line (stream)', reply => ({ activities: [replyActivity('m', reply)], watermark: '1' })],
    ['WhatsApp (to Meta)', reply => render(reply, parts)],
    ['Teams (card, to Azure)', reply => outgoingActivity(reply, 'm', 'msteams', parts)],
  ];
  const rows = channels.map(([name, wire]) => {
    const sizes = replies.map(reply => bytes(wire(reply))).sort((a, b) => a - b);
    const kilobytes = [sizes[0]!, sizes[Math.floor(sizes.length / 2)]!, sizes.at(-1)!];
    return [name, ...kilobytes.map(size => (size / 1000).toFixed(1))];
  });
  return table(['KB an answer', 'least', 'middle', 'most'], rows);
}
