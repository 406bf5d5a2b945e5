import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base64url, CompactEncrypt, type CompactJWEHeaderParameters } from 'jose';
import { DamagedListError, deriveKey, members, open, seal, type SealedListContext, WrongKeyError } from '../src/Lists/sealed-list.ts';

const context: SealedListContext = {
  campaign: 'autumn-2026',
  list: '0123456789abcdef0123456789abcdef',
  practitioner: 'fedcba9876543210fedcba9876543210',
  rows: 3,
  notAfter: '2026-12-24T10:00:00Z',
};
const content = new TextEncoder().encode('{"columns":[],"rows":[]}');
const key = await deriveKey(share(1), share(2), context.list);
const sealed = await seal(context, content, key);

for (const size of [0, 1, 16_383, 16_384, 16_385, 5_000_000]) {
  test(`open, what was sealed, ${size} bytes (threat 10)`, async () => {
    const original = new Uint8Array(size).map((_, index) => index % 251);

    const opened = await open(context, await seal(context, original, key), key);

    assert.ok(Buffer.from(original).equals(opened));
  });
}

test('open, any flipped bit, is refused (threat 1)', async () => {
  for (let position = 0; position < sealed.length; position++) {
    for (let bit = 0; bit < 7; bit++) {
      const flipped = String.fromCharCode(sealed.charCodeAt(position) ^ (1 << bit));
      await refused(sealed.slice(0, position) + flipped + sealed.slice(position + 1));
    }
  }
});

test('open, truncated anywhere, is refused (threat 2)', async () => {
  for (let length = 0; length < sealed.length; length++) {
    await refused(sealed.slice(0, length));
  }
});

test('open, with something appended, is refused (threat 3)', async () => {
  const other = await seal(context, content, key);
  for (const tail of ['A', 'AAAA', '=', '\n', ' ', '.', 'é', other, other.slice(-20)]) {
    await refused(sealed + tail);
  }
});

test('open, a part swapped with another list of the same key, is refused (threats 1, 4)', async () => {
  const other = (await seal(context, new TextEncoder().encode('{"columns":[],"rows":[1]}'), key)).split('.');
  for (const part of [2, 3, 4]) {
    await refused(sealed.split('.').map((own, index) => (index === part ? other[part] : own)).join('.'));
  }
});

const wrong: readonly Partial<SealedListContext>[] = [
  { campaign: 'spring-2027' },
  { list: 'ffffffffffffffffffffffffffffffff' },
  { practitioner: '00' },
  { rows: 4 },
  { notAfter: '2026-12-24T10:00:01Z' },
];
for (const field of wrong) {
  test(`open, wrong ${Object.keys(field)[0]}, is damaged (threat 6)`, async () => {
    await assert.rejects(open({ ...context, ...field }, sealed, key), DamagedListError);
    await assert.rejects(open(context, await seal({ ...context, ...field }, content, key), key), DamagedListError);
  });
}

const changed: readonly Record<string, unknown>[] = [
  { v: 2 }, { v: '1' }, { typ: 'JWT' }, { zip: 'DEF' }, { kid: 'attacker' }, { rows: '3' }, { campaign: null }, { constructor: 1 },
];
for (const member of changed) {
  test(`open, header with ${JSON.stringify(member)}, is damaged (threat 7)`, async () => {
    await assert.rejects(open(context, await sealRaw({ ...members(context), ...member }), key), DamagedListError);
  });
}

for (const name of Object.keys(members(context)).filter((member) => member !== 'alg' && member !== 'enc')) {
  test(`open, header without ${name}, is damaged (threat 7)`, async () => {
    const header: Record<string, unknown> = members(context);
    delete header[name];

    await assert.rejects(open(context, await sealRaw(header), key), DamagedListError);
  });
}

test('open, weaker encryption, is damaged (threat 7)', async () => {
  const weaker = new CompactEncrypt(content).setProtectedHeader({ ...members(context), alg: 'dir', enc: 'A256GCM' });

  await assert.rejects(open(context, await weaker.encrypt(key.slice(0, 32)), key), DamagedListError);
});

test('open, another key management, is damaged (threats 7, 8)', async () => {
  const wrapped = new CompactEncrypt(content).setProtectedHeader({ ...members(context), alg: 'A256KW', enc: 'A256CBC-HS512' });

  await assert.rejects(open(context, await wrapped.encrypt(key.slice(0, 32)), key), DamagedListError);
});

test('open, a header member twice, is damaged (threat 7)', async () => {
  const [header = '', ...rest] = sealed.split('.');
  const text = new TextDecoder().decode(base64url.decode(header));
  const twice = base64url.encode(text.replace('{', '{"rows":3,'));

  await assert.rejects(open(context, [twice, ...rest].join('.'), key), DamagedListError);
});

test('open, header that is no object, is damaged (threat 7)', async () => {
  const [, ...rest] = sealed.split('.');
  for (const text of ['null', '[]', '3', '"x"', '{', '']) {
    await assert.rejects(open(context, [base64url.encode(text), ...rest].join('.'), key), DamagedListError);
  }
});

test('open, another link share, is a wrong key (threat 18)', async () => {
  await assert.rejects(open(context, sealed, await deriveKey(share(1), share(3), context.list)), WrongKeyError);
});

test('open, another server share, is a wrong key (threat 5)', async () => {
  await assert.rejects(open(context, sealed, await deriveKey(share(3), share(2), context.list)), WrongKeyError);
});

test('deriveKey, a share of another length, is refused (threat 18)', async () => {
  await assert.rejects(deriveKey(share(1), new Uint8Array(31), context.list), RangeError);
  await assert.rejects(deriveKey(new Uint8Array(33), share(2), context.list), RangeError);
});

function share(fill: number): Uint8Array {
  return new Uint8Array(32).fill(fill);
}

async function refused(text: string): Promise<void> {
  await assert.rejects(open(context, text, key), (error) => error instanceof DamagedListError || error instanceof WrongKeyError);
}

async function sealRaw(header: Record<string, unknown>): Promise<string> {
  return await new CompactEncrypt(content).setProtectedHeader(header as unknown as CompactJWEHeaderParameters).encrypt(key);
}
