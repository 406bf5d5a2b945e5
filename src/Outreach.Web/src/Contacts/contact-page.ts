import { NetworkError, Refusal } from '../Http/refusal.ts';
import { Frame } from '../Page/frame.ts';
import { object, readStatement, withdrawObjection } from './contact-calls.ts';
import { readContactLink } from './contact-link.ts';
import { allContactTexts, type ContactProblem, type ContactTexts, preferredContactTexts } from './contact-texts.ts';
import { type ContactActions, type ContactStage, contactView } from './contact-view.ts';

/** The page behind the link of a message. The token lives in its field and nowhere else. */
class ContactPage {
  readonly #frame: Frame<ContactTexts>;
  #texts: ContactTexts = preferredContactTexts(navigator.languages);
  #token: string | undefined;
  #stage: ContactStage = { kind: 'ready' };
  #problem: ContactProblem | undefined;
  /** Counts what the reader began; a late answer to something earlier shows nothing. */
  #turn = 0;

  readonly #actions: ContactActions = {
    object: () => this.#attempt(async (token) => ({ kind: 'objected', receipt: await object(token) })),
    withdraw: () => this.#attempt(async (token) => ({ kind: 'withdrawn', receipt: await withdrawObjection(token) })),
    read: () => this.#attempt(async (token) => ({ kind: 'stated', statement: await readStatement(token) })),
    print: () => window.print(),
  };

  constructor() {
    this.#frame = new Frame(allContactTexts, (texts) => {
      this.#texts = texts;
      this.#render(false);
    });
  }

  start(): void {
    this.#readLink();
    // A page that is left shows nothing when it comes back from the browser's back/forward cache.
    addEventListener('pagehide', () => this.#token !== undefined && this.#show({ kind: 'ready' }));
    // The same address pasted again, fragment and all, does not load the page again.
    addEventListener('hashchange', () => this.#readLink());
  }

  #readLink(): void {
    const fragment = location.hash;
    if (fragment === '' && this.#token !== undefined) {
      return;
    }

    // First of all: out of the address bar, history, and whatever the next reader of this screen sees.
    history.replaceState(null, '', location.pathname);
    const link = readContactLink(fragment);
    this.#token = typeof link === 'string' ? undefined : link.token;
    if (typeof link === 'string') {
      this.#show({ kind: 'stopped' }, link);
    } else {
      this.#show({ kind: 'ready' });
    }
  }

  #attempt(work: (token: string) => Promise<ContactStage>): void {
    const before = this.#stage;
    const token = this.#token;
    if (token === undefined) {
      return;
    }

    this.#show({ kind: 'waiting' });
    const turn = this.#turn;
    work(token).then(
      (next) => turn === this.#turn && this.#show(next),
      (error: unknown) => turn === this.#turn && this.#fail(problemOf(error), before),
    );
  }

  /** A link that does not hold is of no more use; anything else may be tried again from where the reader was. */
  #fail(problem: ContactProblem, before: ContactStage): void {
    const useless = problem === 'link-invalid' || problem === 'over';
    this.#show(useless ? { kind: 'stopped' } : before, problem);
  }

  #show(stage: ContactStage, problem?: ContactProblem): void {
    this.#turn++;
    this.#stage = stage;
    this.#problem = problem;
    this.#render(true);
  }

  #render(moveFocus: boolean): void {
    this.#frame.render(this.#texts, contactView(this.#stage, this.#problem, this.#texts, this.#actions), moveFocus);
  }
}

/** What to tell the reader about an error. */
function problemOf(error: unknown): ContactProblem {
  if (error instanceof Refusal) {
    return error.status === 404 ? 'link-invalid' : error.status === 410 ? 'over' : 'unavailable';
  }

  return error instanceof NetworkError ? 'network' : 'unavailable';
}

new ContactPage().start();
