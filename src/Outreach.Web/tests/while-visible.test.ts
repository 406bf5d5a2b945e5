import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { whileVisible } from '../src/Lists/while-visible.ts';

class FakePage extends EventTarget {
  visibilityState: DocumentVisibilityState = 'visible';

  turn(state: DocumentVisibilityState): void {
    this.visibilityState = state;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

function watch(context: TestContext): { page: FakePage; ended: AbortController; worked: () => number } {
  context.mock.timers.enable({ apis: ['setInterval'] });
  const page = new FakePage();
  const ended = new AbortController();
  let times = 0;
  whileVisible(page as unknown as Document, 60_000, () => times++, ended.signal);
  return { page, ended, worked: () => times };
}

test('whileVisible, seen, works in its rhythm and not before', (context) => {
  const { worked } = watch(context);

  context.mock.timers.tick(59_999);
  assert.equal(worked(), 0);
  context.mock.timers.tick(1);
  assert.equal(worked(), 1);
  context.mock.timers.tick(120_000);
  assert.equal(worked(), 3);
});

test('whileVisible, hidden, rests; seen again, works at once', (context) => {
  const { page, worked } = watch(context);
  page.turn('hidden');
  context.mock.timers.tick(600_000);
  assert.equal(worked(), 0);

  page.turn('visible');
  assert.equal(worked(), 1);
  context.mock.timers.tick(60_000);
  assert.equal(worked(), 2);
});

test('whileVisible, ended, never works again', (context) => {
  const { page, ended, worked } = watch(context);
  ended.abort();

  context.mock.timers.tick(600_000);
  page.turn('hidden');
  page.turn('visible');

  assert.equal(worked(), 0);
});
