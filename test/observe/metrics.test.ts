import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../src/observe/index.ts';

const READINGS = { up: {}, gauges: {}, edition: 'sha256:x' };
const turn = { decision: 'answer', reason: null, lang: 'es', channel: 'whatsapp', seconds: 0.02 };

describe('the metrics', () => {
  it('count turns by decision, language and channel, and tell how long people waited', async () => {
    const metrics = createMetrics();
    metrics.turn(turn);
    metrics.turn({ ...turn, seconds: 3 });
    metrics.turn({ ...turn, lang: 'en', channel: 'web', seconds: null });
    const text = await metrics.text(READINGS);
    expect(text).toContain('igm_turns_total{decision="answer",lang="es",channel="whatsapp"} 2');
    expect(text).toContain('igm_turns_total{decision="answer",lang="en",channel="web"} 1');
    expect(text).toContain('igm_reply_seconds_bucket{le="0.025",channel="whatsapp"} 1');
    expect(text).toContain('igm_reply_seconds_count{channel="whatsapp"} 2');
    expect(text).not.toContain('igm_reply_seconds_count{channel="web"}');
  });

  it('count as unanswered what the person asked in vain, and nothing else', async () => {
    const metrics = createMetrics();
    metrics.turn(turn);
    metrics.turn({ ...turn, decision: 'chat' });
    metrics.turn({ ...turn, decision: 'decline', reason: 'empty' });
    metrics.turn({ ...turn, decision: 'related' });
    metrics.turn({ ...turn, decision: 'decline', reason: 'not-understood' });
    const lines = (await metrics.text(READINGS)).match(/^igm_unanswered_total.*$/gm);
    expect(lines).toEqual([
      'igm_unanswered_total{reason="related",lang="es",channel="whatsapp"} 1',
      'igm_unanswered_total{reason="not-understood",lang="es",channel="whatsapp"} 1',
    ]);
  });

  it('have as many series as the code has words, whatever is sent', async () => {
    const metrics = createMetrics();
    for (let i = 0; i < 1_000; i++) {
      metrics.turn({ ...turn, channel: `azure-${i}` });
      metrics.deadLetter('send', `made-up-${i}`);
      metrics.request({ route: '/es', status: 200 + (i % 300), seconds: 0.1 });
    }
    const text = await metrics.text(READINGS);
    expect(text).toContain('igm_turns_total{decision="answer",lang="es",channel="azure"} 1000');
    expect(text).toContain('igm_dead_letters_total{queue="send",channel="other"} 1000');
    expect(text.split('\n').length).toBeLessThan(200);
  });

  it('of two services in one process are apart', async () => {
    const [one, two] = [createMetrics({ process: true }), createMetrics({ process: true })];
    one.add('something');
    expect(await two.text(READINGS)).not.toContain('something');
    expect(await two.text(READINGS)).toContain('nodejs_eventloop_lag_p99_seconds');
  });
});
