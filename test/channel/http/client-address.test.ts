import type { IncomingHttpHeaders } from 'node:http';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createClientOf } from '../../../src/channel/http/index.ts';

const forwarded = (chain: string): IncomingHttpHeaders => ({ 'x-forwarded-for': chain });

describe('the address of a client', () => {
  it('is the peer, whatever a header says, when no proxy is trusted', () => {
    const clientOf = createClientOf(null);
    expect(clientOf('203.0.113.9', forwarded('198.51.100.1')).address).toBe('203.0.113.9');
  });

  it('is what the last trusted proxy saw', () => {
    const clientOf = createClientOf({ hops: 2 });
    expect(clientOf('10.0.0.1', forwarded('6.6.6.6, 198.51.100.1, 10.0.0.2')).address).toBe('198.51.100.1');
  });

  it('is found through trusted networks only', () => {
    const clientOf = createClientOf({ networks: ['10.0.0.0/8', 'fd00::/8', '192.0.2.7'] });
    expect(clientOf('10.0.0.1', forwarded('6.6.6.6, 198.51.100.1, fd00::2')).address).toBe('198.51.100.1');
    expect(clientOf('203.0.113.9', forwarded('198.51.100.1')).address).toBe('203.0.113.9');
    expect(clientOf('192.0.2.7', forwarded('198.51.100.1:4711')).address).toBe('198.51.100.1');
  });

  it('stays with the proxy when the header holds no address', () => {
    expect(createClientOf({ hops: 1 })('10.0.0.1', forwarded('unknown')).address).toBe('10.0.0.1');
  });

  it('counts an IPv6 network of 64 bits as one client', () => {
    const clientOf = createClientOf(null);
    expect(clientOf('2001:db8:1:2:aaaa::1', {}).key).toBe('2001:db8:1:2::/64');
    expect(clientOf('2001:DB8:1:2::ffff', {}).key).toBe('2001:db8:1:2::/64');
    expect(clientOf('2001:db8::1', {}).key).toBe('2001:db8:0:0::/64');
  });

  it('takes an IPv4 address inside IPv6 for the IPv4 address', () => {
    expect(createClientOf(null)('::ffff:203.0.113.9', {}).key).toBe('203.0.113.9');
  });

  it('is local only for a peer on this machine that nobody has forwarded for', () => {
    const clientOf = createClientOf(null);
    expect(clientOf('127.0.0.1', {}).local).toBe(true);
    expect(clientOf('::ffff:127.0.0.1', {}).local).toBe(true);
    for (const name of ['x-forwarded-for', 'x-forwarded-host', 'forwarded', 'via', 'x-real-ip']) {
      expect(clientOf('127.0.0.1', { [name]: '1.1.1.1' }).local).toBe(false);
    }
    expect(clientOf('203.0.113.9', {}).local).toBe(false);
  });

  it('is said once to be uncertain when somebody forwards and nobody is trusted', () => {
    let told = 0;
    const clientOf = createClientOf(null, () => told++);
    clientOf('127.0.0.1', {});
    clientOf('127.0.0.1', forwarded('203.0.113.9'));
    clientOf('127.0.0.1', forwarded('203.0.113.9'));
    expect(told).toBe(1);
  });

  it('is found in whatever stands in the header', () => {
    const clientOf = createClientOf({ hops: 5 });
    fc.assert(
      fc.property(fc.string(), fc.oneof(fc.ipV4(), fc.ipV6()), (header, peer) => {
        return clientOf(peer, forwarded(header)).key.length > 0;
      }),
    );
  });
});
