import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readContent } from '../src/Lists/list-content.ts';
import { DamagedListError } from '../src/Lists/sealed-list.ts';

const columns = ['ref', 'familyName', 'givenName', 'birthDate', 'phone', 'postalCode', 'city'];
const row = ['AAAAAAAAAAE', 'D’Arc-Éloïse', '<script>', '1957-03-12', '+33600000001', '2A004', 'Ajaccio'];

test('readContent, padded content, gives its rows by name', () => {
  const [first] = readContent(bytes(`${JSON.stringify({ columns, rows: [row] })}${' '.repeat(4000)}`), 1);

  assert.equal(first?.ref, 'AAAAAAAAAAE');
  assert.equal(first?.familyName, 'D’Arc-Éloïse');
  assert.equal(first?.givenName, '<script>');
  assert.equal(first?.city, 'Ajaccio');
});

test('readContent, no rows, is a valid list', () => {
  assert.deepEqual(readContent(bytes(JSON.stringify({ columns, rows: [] })), 0), []);
});

const bad: readonly [string, unknown][] = [
  ['another number of rows', { columns, rows: [] }],
  ['a column missing', { columns: columns.slice(1), rows: [row.slice(1)] }],
  ['an unknown column', { columns: [...columns, 'test'], rows: [[...row, 'positive']] }],
  ['columns in another order', { columns: [...columns].reverse(), rows: [row] }],
  ['a cell missing', { columns, rows: [row.slice(1)] }],
  ['a cell that is no text', { columns, rows: [[...row.slice(1), 1]] }],
  ['rows that are none', { columns, rows: [null] }],
  ['no document', null],
];
for (const [what, document] of bad) {
  test(`readContent, ${what}, is damaged`, () => {
    assert.throws(() => readContent(bytes(JSON.stringify(document)), 1), DamagedListError);
  });
}

test('readContent, not UTF-8 or not JSON, is damaged', () => {
  assert.throws(() => readContent(new Uint8Array([0x22, 0xff, 0x22]), 0), DamagedListError);
  assert.throws(() => readContent(bytes('{"columns":'), 0), DamagedListError);
});

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
