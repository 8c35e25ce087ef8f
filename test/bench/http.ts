import { loadMessages } from './http/messages-load.ts';
import { distinctQuestions, inTurn } from './http/questions.ts';
import { startEchoBot, startService } from './http/server-process.ts';

const texts = distinctQuestions();
console.log(texts.length);
const echo = await startEchoBot();
const mem = await startService({ database: 'memory:' });
const file = await startService({ database: null });
const s = Number(process.argv[2] ?? 5);
for (const [i, server] of [echo, mem, file, echo, mem, file].entries())
  for (const connections of [20, 200]) {
    const l = await loadMessages(server, {
      connections,
      seconds: i < 3 ? 4 : s,
      next: inTurn(texts),
    });
    console.log(['echo', 'mem', 'file'][i % 3], connections, l);
  }
await echo.stop();
console.log(await mem.stop(), await file.stop());
