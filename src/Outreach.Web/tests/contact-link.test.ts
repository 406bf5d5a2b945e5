import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readContactLink } from '../src/Contacts/contact-link.ts';
import { allContactTexts, preferredContactTexts } from '../src/Contacts/contact-texts.ts';

const token = 'eyJhbGciOiJkaXIifQ..AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA';

test('readContactLink, a whole link, gives the token', () => {
  assert.deepEqual(readContactLink(`#${token}`), { token });
});

test('readContactLink, no fragment, says that it is missing (threat 18)', () => {
  assert.equal(readContactLink(''), 'link-missing');
  assert.equal(readContactLink('#'), 'link-missing');
});

const invalid: readonly [string, string][] = [
  ['cut short', token.slice(0, -1)],
  ['without its end', token.slice(0, token.lastIndexOf('.'))],
  ['with a tail', `${token}.`],
  ['with an encrypted key', token.replace('..', '.AAAA.')],
  ['with unused bits set', `${token.slice(0, -1)}B`],
  ['in base64', `${token.slice(0, -1)}/`],
  ['far too long', token.replace('..', `..${'A'.repeat(400)}`)],
];
for (const [what, text] of invalid) {
  test(`readContactLink, ${what}, is not sent (threat 18)`, () => {
    assert.equal(readContactLink(`#${text}`), 'link-invalid');
  });
}

test('preferredContactTexts, the first language that is known, French otherwise', () => {
  assert.equal(preferredContactTexts(['de', 'en-GB', 'fr']).language, 'en');
  assert.equal(preferredContactTexts(['de']).language, 'fr');
  assert.equal(new Set(allContactTexts.map((texts) => JSON.stringify(Object.keys(texts.statement)))).size, 1);
});
