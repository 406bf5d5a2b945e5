import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSecureLink } from '../src/Lists/secure-link.ts';

const list = '0123456789abcdef0123456789abcdef';
const share = 'AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA';

test('readSecureLink, a whole link, gives both halves', () => {
  const link = readSecureLink(`/l/${list}`, `#${share}`);

  assert.ok(typeof link !== 'string');
  assert.equal(link.list, list);
  assert.deepEqual([...link.share], Array.from({ length: 32 }, (_, index) => index + 1));
});

test('readSecureLink, no fragment, says that it is missing (threat 18)', () => {
  assert.equal(readSecureLink(`/l/${list}`, ''), 'link-missing');
  assert.equal(readSecureLink(`/l/${list}`, '#'), 'link-missing');
});

const malformed: readonly [string, string, string][] = [
  ['a fragment cut short', `/l/${list}`, `#${share.slice(1)}`],
  ['a fragment with a tail', `/l/${list}`, `#${share}.`],
  ['a fragment with unused bits set', `/l/${list}`, `#${share.slice(0, -1)}B`],
  ['a fragment in base64', `/l/${list}`, `#${share.slice(0, -1)}/`],
  ['a list id cut short', `/l/${list.slice(1)}`, `#${share}`],
  ['a list id that is none', `/l/${'x'.repeat(32)}`, `#${share}`],
  ['another path', `/x/${list}`, `#${share}`],
];
for (const [what, path, fragment] of malformed) {
  test(`readSecureLink, ${what}, is malformed (threat 18)`, () => {
    assert.equal(readSecureLink(path, fragment), 'link-malformed');
  });
}
