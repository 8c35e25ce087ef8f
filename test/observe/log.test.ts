import { describe, expect, it } from 'vitest';
import { createLog } from '../../src/observe/index.ts';

describe('the log', () => {
  it('holds no text, address, token or key, should one ever be handed to it', () => {
    const lines: string[] = [];
    const log = createLog('info', { write: line => void lines.push(line) });
    log.info({ text: 'hunter2', job: { sealedAddress: 'hunter2', activity: { text: 'hunter2' } } }, 'a job');
    log.info(
      { request: { headers: { authorization: 'hunter2' }, body: 'hunter2' }, token: 'hunter2' },
      'a call',
    );
    expect(lines).toHaveLength(2);
    expect(lines.join('')).not.toContain('hunter2');
  });

  it('has a time and an error with its code', () => {
    const lines: string[] = [];
    const log = createLog('warn', { write: line => void lines.push(line) });
    log.info('not shown');
    log.warn({ err: Object.assign(new Error('no'), { code: 'store-busy' }) }, 'shown');
    const entry = JSON.parse(lines.join(''));
    expect(entry).toMatchObject({ msg: 'shown', err: { code: 'store-busy', message: 'no' } });
    expect(Number.isNaN(Date.parse(entry.time))).toBe(false);
  });
});
