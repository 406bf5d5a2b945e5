import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Stage, stageAfter, stageInTrouble } from '../src/Lists/stage.ts';
import { allTexts, type Problem } from '../src/Page/texts.ts';

const list = { campaign: 'c', rows: [], withdrawn: 0, closed: new Map(), leftOut: 0, notAfter: new Date(0), remainingOpenings: 1 };

test('stageAfter, any problem while opening, shows no list', () => {
  for (const problem of Object.keys(allTexts[0]?.problems ?? {}) as Problem[]) {
    assert.notEqual(stageAfter(problem, { kind: 'opening' }).kind, 'shown');
  }
});

test('stageAfter, gone while a list is shown, takes it away', () => {
  assert.equal(stageAfter('gone', { kind: 'shown', list }).kind, 'over');
});

test('stageInTrouble, what may pass, leaves the list and says so', () => {
  for (const problem of ['network', 'unavailable', 'sign-in-expired', 'sign-in-weak', 'sign-in-failed'] as const) {
    assert.deepEqual(stageInTrouble(problem, { kind: 'shown', list }), { kind: 'shown', list, trouble: problem });
  }
});

test('stageInTrouble, not the reader\u2019s any more, takes the list away', () => {
  assert.equal(stageInTrouble('gone', { kind: 'shown', list }).kind, 'over');
  assert.equal(stageInTrouble('not-found', { kind: 'shown', list }).kind, 'signed-out');
  assert.equal(stageInTrouble('not-permitted', { kind: 'shown', list }).kind, 'signed-out');
  assert.equal(stageInTrouble('sign-in-changed', { kind: 'shown', list }).kind, 'signed-out');
});

const back: readonly [Problem, Stage, Stage['kind']][] = [
  ['network', { kind: 'signing-in' }, 'signed-out'],
  ['network', { kind: 'opening' }, 'signed-in'],
  ['link-wrong', { kind: 'opening' }, 'signed-in'],
  ['unavailable', { kind: 'deleting' }, 'signed-in'],
  ['network', { kind: 'attesting', receipt: undefined }, 'over'],
  ['sign-in-expired', { kind: 'opening' }, 'signed-out'],
  ['not-found', { kind: 'opening' }, 'signed-out'],
  ['link-missing', { kind: 'signed-out' }, 'stopped'],
];
for (const [problem, from, to] of back) {
  test(`stageAfter, ${problem} in ${from.kind}, goes to ${to}`, () => {
    assert.equal(stageAfter(problem, from).kind, to);
  });
}
