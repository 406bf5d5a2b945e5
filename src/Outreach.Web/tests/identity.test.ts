import assert from 'node:assert/strict';
import { test } from 'node:test';
import { identityOf } from '../src/Access/identity.ts';

function token(claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part(claims)}.x`;
}

const first = { iss: 'https://a.example', sub: 's1', SubjectNameID: '899700218896', exp: 1 };

test('identityOf, a later token of the same doctor, is the same (threat 25)', () => {
  assert.equal(identityOf(token({ ...first, exp: 2 })), identityOf(token(first)));
});

test('identityOf, another sub or another identifier, is another (threat 25)', () => {
  assert.notEqual(identityOf(token({ ...first, sub: 's2' })), identityOf(token(first)));
  assert.notEqual(identityOf(token({ ...first, SubjectNameID: '899700245667' })), identityOf(token(first)));
  assert.notEqual(identityOf(token({ iss: first.iss, sub: first.sub })), identityOf(token(first)));
});

test('identityOf, no token of this kind, is nobody', () => {
  assert.equal(identityOf('opaque'), undefined);
  assert.equal(identityOf(''), undefined);
});
