/**
 * Takes a message into the store named by the first argument and is killed by itself: `turn` in the middle of the
 * turn, `reply` right after the reply was logged.
 */
import { createIntake } from '../../../src/channel/intake/index.ts';
import { openStore } from '../../../src/store/index.ts';
import { assistantDouble, incoming, intakeParts } from '../doubles.ts';

const [, , url = '', moment] = process.argv;
const store = await openStore(url);
const double = assistantDouble();
const assistant =
  moment === 'turn' ? { ...double, turn: () => process.kill(process.pid, 'SIGKILL') as never } : double;
const intake = createIntake(await intakeParts({ store, assistant: () => assistant, worker: 'alone' }));
const { answered } = await intake.accept(incoming('hola', { key: 'k1' }));
await answered;
process.kill(process.pid, 'SIGKILL');
