import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RowCalls, RowStatus } from '../src/Contacts/closure.ts';
import { NetworkError, Refusal } from '../src/Http/refusal.ts';
import type { OpenedList } from '../src/Lists/opening.ts';
import { type News, ShownList } from '../src/Lists/shown-list.ts';
import { type Withdrawals, withWithdrawals } from '../src/Lists/withdrawals.ts';

const until = '2026-11-03T12:00:00+00:00';

function listOf(...refs: string[]): OpenedList {
  const rows = refs.map((ref) => ({ ref, familyName: `F${ref}`, givenName: `G${ref}`, birthDate: '1957-03-12', phone: '', postalCode: '', city: '' }));
  return { campaign: 'c', rows, withdrawn: 0, closed: new Map(), leftOut: 0, notAfter: new Date(0), remainingOpenings: 1 };
}

const none: Withdrawals = { withdrawn: [], closed: [] };

function shown(list: OpenedList, calls: Partial<RowCalls>): { shown: ShownList; seen: [OpenedList, News | undefined][]; errors: unknown[] } {
  const seen: [OpenedList, News | undefined][] = [];
  const errors: unknown[] = [];
  const all: RowCalls = {
    withdrawals: () => Promise.resolve(none),
    close: (ref) => Promise.resolve({ ref, closed: true, undoUntil: until }),
    reopen: (ref) => Promise.resolve({ ref, closed: false, undoUntil: null }),
    ...calls,
  };
  return { shown: new ShownList(list, all, (next, news) => seen.push([next, news]), (error) => errors.push(error)), seen, errors };
}

test('withWithdrawals, withdrawn rows, leave the memory and are counted (threat 58)', () => {
  const once = withWithdrawals(listOf('a', 'b', 'c'), { withdrawn: ['b'], closed: [{ ref: 'c', undoUntil: null }] });
  const twice = withWithdrawals(once, { withdrawn: ['b', 'a'], closed: [] });

  assert.deepEqual(once.rows.map((row) => row.ref), ['a', 'c']);
  assert.deepEqual([...once.closed], [['c', undefined]]);
  assert.deepEqual([twice.rows.map((row) => row.ref), twice.withdrawn, twice.closed.size], [['c'], 2, 0]);
});

test('refresh, somebody is withdrawn, names how many and nobody (threat 55)', async () => {
  const { shown: list, seen } = shown(listOf('a', 'b'), { withdrawals: () => Promise.resolve({ withdrawn: ['a'], closed: [] }) });

  await list.refresh();

  assert.deepEqual(seen.map(([next, news]) => [next.rows.map((row) => row.ref), news]), [[['b'], { kind: 'withdrawn', count: 1, name: '' }]]);
});

test('refresh, nothing new, is the same list', async () => {
  const opened = listOf('a');
  const { shown: list, seen } = shown(opened, {});

  await list.refresh();

  assert.equal(seen[0]?.[0], opened);
  assert.equal(seen[0]?.[1], undefined);
});

test('close and reopen, a row, say whose it was', async () => {
  const { shown: list, seen } = shown(listOf('a'), {});

  await list.close('a');
  await list.reopen('a');

  assert.deepEqual(seen.map(([next, news]) => [next.closed.get('a'), news?.kind, news?.name]), [
    [new Date(until), 'closed', 'Ga Fa'],
    [undefined, 'reopened', 'Ga Fa'],
  ]);
  assert.equal(seen[1]?.[0].closed.size, 0);
});

test('refresh, asked before a row was closed, does not reopen it', async () => {
  let answer: (told: Withdrawals) => void = () => undefined;
  const { shown: list, seen } = shown(listOf('a'), { withdrawals: () => new Promise((resolve) => (answer = resolve)) });

  const asked = list.refresh();
  await list.close('a');
  answer(none);
  await asked;

  assert.equal(seen.length, 1);
  assert.ok(seen[0]?.[0].closed.has('a'));
});

test('close, a row that is withdrawn by now, asks what became of it', async () => {
  const refused = (): Promise<RowStatus> => Promise.reject(new Refusal(404, 'contacts.row-not-found'));
  const { shown: list, seen, errors } = shown(listOf('a', 'b'), { close: refused, withdrawals: () => Promise.resolve({ withdrawn: ['a'], closed: [] }) });

  await list.close('a');

  assert.deepEqual([seen[0]?.[0].rows.map((row) => row.ref), errors], [['b'], []]);
});

test('refresh and close, no answer, say so and keep the list', async () => {
  const fails = (): Promise<never> => Promise.reject(new NetworkError());
  const { shown: list, seen, errors } = shown(listOf('a'), { withdrawals: fails, close: fails });

  await list.refresh();
  await list.close('a');

  assert.equal(errors.length, 2);
  assert.deepEqual(seen, []);
});
