import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NetworkError, Refusal } from '../src/Http/refusal.ts';
import { DamagedListError, WrongKeyError } from '../src/Lists/sealed-list.ts';
import { problemOf } from '../src/Page/problem-of.ts';
import { allTexts, preferredTexts } from '../src/Page/texts.ts';

test('problemOf, what a reader can act on, is told apart (threat 66)', () => {
  const cases: readonly [unknown, string][] = [
    [new Refusal(410, 'lists.gone'), 'gone'],
    [new Refusal(404, 'lists.not-found'), 'not-found'],
    [new Refusal(404, ''), 'not-found'],
    [new Refusal(409, 'lists.openings-used-up'), 'used-up'],
    [new Refusal(401, 'access.token-invalid'), 'sign-in-expired'],
    [new Refusal(401, 'access.sign-in-too-weak'), 'sign-in-weak'],
    [new Refusal(401, 'access.sign-in-changed'), 'sign-in-changed'],
    [new Refusal(403, 'access.not-a-doctor'), 'not-permitted'],
    [new Refusal(503, 'http.unavailable'), 'unavailable'],
    [new WrongKeyError(), 'link-wrong'],
    [new DamagedListError(), 'damaged'],
    [new NetworkError(), 'network'],
    [new TypeError(), 'unavailable'],
  ];

  for (const [error, problem] of cases) {
    assert.equal(problemOf(error), problem);
  }
});

test('texts, in each language, say every problem in other words (threat 66)', () => {
  for (const texts of allTexts) {
    const titles = Object.values(texts.problems).map((problem) => problem.title);

    assert.equal(new Set(titles).size, titles.length);
  }
});

test('preferredTexts, by the browser, is French unless English is preferred', () => {
  assert.equal(preferredTexts(['en-GB', 'fr']).language, 'en');
  assert.equal(preferredTexts(['de', 'fr-FR', 'en']).language, 'fr');
  assert.equal(preferredTexts(['de']).language, 'fr');
  assert.equal(preferredTexts([]).language, 'fr');
});
