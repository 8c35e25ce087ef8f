import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIP } from 'node:net';
import type { TrustProxy } from '../../config.ts';

/** Who sent a request, as far as the network tells. */
export interface Client {
  /** Address without a port; `''` where the socket is gone already. */
  readonly address: string;
  /** What limits count: the address, for IPv6 its /64, which is what one household or phone is given. */
  readonly key: string;
  /** True for a peer on this machine that no proxy has forwarded for. */
  readonly local: boolean;
}

/** Finds the client of a request; made once from `TRUST_PROXY`. */
export type ClientOf = (peer: string | undefined, headers: IncomingHttpHeaders) => Client;

/** More hops than this in `X-Forwarded-For` are nobody's real way. */
const MOST_HOPS = 20;

/**
 * Reads `X-Forwarded-For` from its right end, and only as far as proxies are trusted: what stands further left was
 * written by whoever sent the request. `onUntrusted` is told once when somebody forwards although nobody is trusted.
 */
export function createClientOf(trust: TrustProxy | null, onUntrusted: () => void = () => {}): ClientOf {
  const isTrusted = trustTest(trust);
  let told = trust !== null;
  return (peer, headers) => {
    if (!told && headers['x-forwarded-for'] !== undefined) {
      told = true;
      onUntrusted();
    }
    const direct = plainAddress(peer ?? '');
    const chain = forwardedFor(headers);
    let address = direct;
    for (let hop = 0; hop < chain.length && isTrusted(address, hop); hop++) {
      const next = plainAddress(chain[chain.length - 1 - hop]!);
      if (isIP(next) === 0) break;
      address = next;
    }
    return { address, key: networkOf(address), local: isLoopbackAddress(direct) && !isForwarded(headers) };
  };
}

/** True when some proxy has handled the request, trusted or not. */
export function isForwarded(headers: IncomingHttpHeaders): boolean {
  if (headers.forwarded !== undefined || headers.via !== undefined) return true;
  return Object.keys(headers).some(name => name.startsWith('x-forwarded-') || name === 'x-real-ip');
}

/** True for 127.0.0.0/8 and ::1, also when written as an IPv4 address inside IPv6. */
export function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^127\./.test(plainAddress(address));
}

/** Tells whether the proxy at `address`, the `hop`-th from us (from 0), is believed. */
function trustTest(trust: TrustProxy | null): (address: string, hop: number) => boolean {
  if (trust === null) return () => false;
  if ('hops' in trust) return (_address, hop) => hop < trust.hops;
  const networks = new BlockList();
  for (const item of trust.networks) {
    const [address = '', prefix] = item.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    networks.addSubnet(address, Number(prefix ?? (family === 'ipv6' ? 128 : 32)), family);
  }
  return address => isIP(address) !== 0 && networks.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

function forwardedFor(headers: IncomingHttpHeaders): string[] {
  const value = headers['x-forwarded-for'];
  const text = Array.isArray(value) ? value.join(',') : (value ?? '');
  return text
    .split(',')
    .slice(-MOST_HOPS)
    .map(part => part.trim())
    .filter(part => part !== '');
}

/** Without brackets, port and zone; an IPv4 address inside IPv6 (`::ffff:192.0.2.1`) as IPv4. */
function plainAddress(text: string): string {
  const bare = text
    .replace(/^\[([^\]]*)\](?::\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/%.*$/, '');
  return bare.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '');
}

function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array<string>(Math.max(0, gap)).fill('0'), ...right].slice(0, 4);
  return `${groups.map(group => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
