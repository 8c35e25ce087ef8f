import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/index.ts';
import { type Fixture, HOUR, message, newConversation, reply, request, START } from './fixture.ts';

const ANA = { id: 'ana', name: 'Ana' };
const LUIS = { id: 'luis', name: 'Luis' };

/** Hand-overs, sessions, counts and proposals: what every engine must do alike. */
export function handoverContract(name: string, fixture: () => Fixture): void {
  describe(`${name}: hand-overs`, () => {
    let f: Fixture;
    let id: string;
    let store: Store;
    beforeEach(() => {
      f = fixture();
      store = f.store;
      f.clock.at = START;
      id = newConversation();
    });

    /** A person writes and is put into the queue. */
    async function ask(): Promise<void> {
      const lease = { worker: 'w1', leaseMs: 30_000 };
      const { job } = await store.accept(message(id, { sealedAddress: 'sealed', job: { lease } }));
      await store.complete(job!, {
        activities: [reply('queued')],
        dialogue: {},
        expectedVersion: job!.version,
        keepAddress: true,
        handover: { ask: 'open', reason: 'asked', lang: 'es' },
      });
    }
    const step = (action: 'take' | 'say' | 'return' | 'close' | 'requeue', agent = ANA, more = {}) =>
      store.stepHandover({ conversation: id, action, agent, activities: [reply(action)], ...more });
    const open = async () => (await store.openHandovers(10_000)).find(item => item.conversation === id);

    it('wait in the queue with the conversation marked, and keep the address', async () => {
      await ask();
      expect(await open()).toMatchObject({ state: 'waiting', reason: 'asked', lang: 'es', agent: null });
      expect(await store.conversation(id)).toMatchObject({ handover: 'waiting', sealedAddress: 'sealed' });
    });

    it('are taken by exactly one', async () => {
      await ask();
      const agents = Array.from({ length: 8 }, (_, n) => ({ id: `a${n}`, name: `A${n}` }));
      const steps = await Promise.all(agents.map(agent => step('take', agent)));
      expect(steps.filter(({ outcome }) => outcome === 'done').length).toBe(1);
      const lost = steps.find(({ outcome }) => outcome === 'refused');
      expect(lost).toMatchObject({ handover: { state: 'held' } });
      const held = await open();
      expect(agents[steps.findIndex(({ outcome }) => outcome === 'done')]?.id).toBe(held?.agent);
    });

    it('make a turn that was under way run again', async () => {
      await ask();
      const lease = { worker: 'w1', leaseMs: 30_000 };
      const { job } = await store.accept(message(id, { key: 'k2', job: { lease } }));
      expect(job?.handover).toBe('waiting');
      await step('take');
      const done = await store.complete(job!, {
        activities: [reply('too late')],
        dialogue: {},
        expectedVersion: job!.version,
      });
      expect(done.outcome).toBe('conflict');
      expect((await store.conversation(id))?.handover).toBe('held');
    });

    it('let only the holder speak, in order, with sends to the kept address', async () => {
      await ask();
      await step('take');
      expect((await step('say', LUIS)).outcome).toBe('refused');
      const sends = [{ activity: 0, payload: 'p' }];
      expect((await step('say', ANA, { sends })).outcome).toBe('done');
      const [send] = await store.leaseSends(request(f.clock.at, { conversation: id }));
      expect(send).toMatchObject({ payload: 'p', sealedAddress: 'sealed' });
      const texts = (await store.activitiesAfter(id, 0)).map(
        ({ activity }) => (activity as { text: string }).text,
      );
      expect(texts).toEqual(['hola', 'queued', 'take', 'say']);
    });

    it('end when they are given back: the address goes, the transcript stays for seven days', async () => {
      await ask();
      await step('take');
      await step('return');
      const conversation = await store.conversation(id);
      expect(conversation).toMatchObject({ handover: null, sealedAddress: null });
      expect(conversation?.expiresAt).toBe(START + 7 * 24 * HOUR);
      expect(await open()).toBeUndefined();
      expect((await step('say')).outcome).toBe('refused');
      await store.purge(START + 7 * 24 * HOUR - 1);
      expect(await store.handover(id)).not.toBeNull();
      await store.purge(START + 7 * 24 * HOUR);
      expect(await store.handover(id)).toBeNull();
    });

    it('are put back into the queue by force only', async () => {
      await ask();
      await step('take');
      expect((await step('requeue', LUIS)).outcome).toBe('refused');
      expect((await step('requeue', LUIS, { force: true })).outcome).toBe('done');
      expect(await open()).toMatchObject({ state: 'waiting', agent: null, agentName: null });
      expect((await step('take', LUIS)).outcome).toBe('done');
    });

    it('are withdrawn, and forgotten with their notes', async () => {
      await ask();
      await store.noteHandover(id, { agentName: 'Ana', text: 'call back' });
      expect(await store.handoverNotes(id)).toMatchObject([{ agentName: 'Ana', text: 'call back' }]);
      await store.forget(id);
      expect(await store.handover(id)).toBeNull();
      expect(await store.handoverNotes(id)).toEqual([]);
      expect((await store.conversation(id))?.handover).toBeNull();
      await ask();
      const lease = { worker: 'w1', leaseMs: 30_000 };
      const { job } = await store.accept(message(id, { key: 'k3', job: { lease } }));
      await store.complete(job!, {
        activities: [],
        dialogue: {},
        expectedVersion: job!.version,
        keepAddress: false,
        handover: { ask: 'withdraw' },
      });
      expect(await open()).toBeUndefined();
      expect(await store.conversation(id)).toMatchObject({ handover: null, sealedAddress: null });
    });

    it('are refused for a conversation that is not there', async () => {
      expect(await step('take')).toEqual({ outcome: 'refused', handover: null });
      expect(
        await store.stepHandover({ conversation: 'a b', action: 'take', agent: ANA, activities: [] }),
      ).toEqual({ outcome: 'refused', handover: null });
    });
  });

  describe(`${name}: the desk`, () => {
    let store: Store;
    let f: Fixture;
    beforeEach(() => {
      f = fixture();
      store = f.store;
      f.clock.at = START;
    });

    it('adds up counts, by the hour', async () => {
      const count = { measure: 'decision', value: 'answer', lang: 'es', channel: name, n: 2 };
      await store.addCounts([{ ...count, hour: START }]);
      await store.addCounts([
        { ...count, hour: START },
        { ...count, hour: START + HOUR, n: 1 },
      ]);
      const own = (await store.counts(START, START + 2 * HOUR)).filter(({ channel }) => channel === name);
      expect(own).toEqual([{ measure: 'decision', value: 'answer', lang: 'es', channel: name, n: 5 }]);
      expect(await store.hourly('decision', START, START + 2 * HOUR)).toEqual([
        { hour: START, n: 4 },
        { hour: START + HOUR, n: 1 },
      ]);
    });

    it('keeps accounts and sessions, whose roles are those that the account has now', async () => {
      const account = { id: `u${name.length}`, name: 'U', roles: ['agent'], password: 'hash' };
      expect([await store.addAccount(account), await store.addAccount(account)]).toEqual([true, false]);
      const session = { id: `s${name}`, account: account.id, source: 'local', name: 'U', roles: ['agent'] };
      await store.openSession({ ...session, expiresAt: START + HOUR });
      expect(await store.session(session.id, START)).toMatchObject({ roles: ['agent'] });
      expect(await store.session(session.id, START + 1)).toBeNull();
      await store.touchSession(session.id, { live: true });
      expect(await store.liveSessions(START)).toContainEqual({ account: account.id, roles: ['agent'] });
      await store.changeAccount(account.id, { roles: ['editor'] });
      expect(await store.session(session.id, START)).toBeNull();
      f.clock.at = START + HOUR;
      await store.purge(f.clock.at);
      expect(await store.liveSessions(START)).toEqual([]);
    });

    it('hands out what a sign-in left once, and not when it is late', async () => {
      await store.keepSignIn('a', 'data', START + HOUR);
      expect([await store.takeSignIn('a'), await store.takeSignIn('a')]).toEqual(['data', null]);
      await store.keepSignIn('b', 'data', START);
      expect(await store.takeSignIn('b')).toBeNull();
    });

    it('keeps proposals until they are settled, once', async () => {
      const proposal = {
        kind: 'question',
        entry: 'mision',
        lang: 'es',
        text: 'q',
        asked: 3,
        author: 'ana',
      } as const;
      const id = await store.propose(proposal);
      expect((await store.proposals('open')).find(found => found.id === id)).toMatchObject(proposal);
      expect([await store.settleProposal(id, 'accepted'), await store.settleProposal(id, 'refused')]).toEqual(
        [true, false],
      );
      expect((await store.proposals('open')).some(found => found.id === id)).toBe(false);
    });
  });
}
