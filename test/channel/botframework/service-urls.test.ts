import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createServiceUrlRule } from '../../../src/channel/botframework/service-urls.ts';

const allows = createServiceUrlRule([
  'smba.trafficmanager.net',
  '*.botframework.com',
  'http://127.0.0.1:4618',
  'https://connector.example.org:8443',
]);

describe('where replies may go', () => {
  it.each([
    'https://smba.trafficmanager.net/amer/0000-1111/',
    'https://SMBA.trafficmanager.net/emea/',
    'https://webchat.botframework.com/',
    'https://europe.directline.botframework.com/',
    'http://127.0.0.1:4618',
    'http://127.0.0.1:4618/path/',
    'https://connector.example.org:8443/',
  ])('is allowed: %s', url => expect(allows(url)).toBe(true));

  it.each([
    'http://smba.trafficmanager.net/amer/',
    'https://smba.trafficmanager.net:8443/',
    'https://other.trafficmanager.net/',
    'https://smba.trafficmanager.net.example.org/',
    'https://smba.trafficmanager.net@example.org/',
    'https://user:secret@smba.trafficmanager.net/',
    'https://example.org/?https://smba.trafficmanager.net/',
    'https://example.org/#.botframework.com',
    'https://botframework.com.example.org/',
    'https://evilbotframework.com/',
    'https://botframework.com/',
    'http://127.0.0.1:4619/',
    'https://127.0.0.1:4618/',
    'http://127.0.0.1:4618@example.org/',
    'https://connector.example.org/',
    'ftp://smba.trafficmanager.net/',
    '//smba.trafficmanager.net/',
    'https://smba.trafficmanager.net/?x=1',
    '',
  ])('is not allowed: %s', url => expect(allows(url)).toBe(false));

  it('never lets another host through, whatever is written', () => {
    const piece = fc.constantFrom(
      ...'https:// http:// smba.trafficmanager.net .botframework.com 127.0.0.1 :4618 @ / \\ # ? . evil %2e'.split(
        ' ',
      ),
      'example.org',
      '\t',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 8 }), pieces => {
        const url = pieces.join('');
        if (!allows(url)) return;
        const { origin } = new URL(url);
        const known = /^https:\/\/(?:smba\.trafficmanager\.net|[^/:]+\.botframework\.com)$/;
        expect(known.test(origin) || origin === 'http://127.0.0.1:4618').toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
