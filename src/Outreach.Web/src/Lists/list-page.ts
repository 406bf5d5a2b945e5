import { identityOf } from '../Access/identity.ts';
import { signIn } from '../Access/sign-in.ts';
import { rowCalls } from '../Contacts/closure.ts';
import { attestDeletion, deleteList } from '../Deletion/deletion.ts';
import { Frame } from '../Page/frame.ts';
import { problemOf } from '../Page/problem-of.ts';
import { allTexts, preferredTexts, type Problem, type Texts } from '../Page/texts.ts';
import { listView } from './list-view.ts';
import { type OpenedList, openList } from './opening.ts';
import { readSecureLink, type SecureLink } from './secure-link.ts';
import { ShownList, withdrawalRhythm } from './shown-list.ts';
import { type Actions, type Stage, stageAfter, stageInTrouble } from './stage.ts';
import { whileVisible } from './while-visible.ts';

/** The longest delay that a browser's timer takes. */
const longestTimer = 2 ** 31 - 1;

/** The page behind the secure link. Link share, token and rows live in its fields and nowhere else. */
class ListPage {
  readonly #frame: Frame;
  #texts: Texts = preferredTexts(navigator.languages);
  #link: SecureLink | undefined;
  #token: string | undefined;
  /** Whom the sign-in names that this page has shown something to. */
  #reader: string | undefined;
  /** An earlier sign-in at the provider turned out to be of no use here, or somebody else's. */
  #signInAfresh = false;
  #stage: Stage = { kind: 'signed-out' };
  #problem: Problem | undefined;
  /** What is under way; aborted when the page is left or the reader goes on, so that no late answer shows anything. */
  #work = new AbortController();
  #expiry: number | undefined;
  #shown: ShownList | undefined;

  readonly #actions: Actions = {
    signIn: () => this.#attempt({ kind: 'signing-in' }, async (work) => {
      const token = await signIn(this.#signInAfresh, work);
      work.throwIfAborted();
      this.#token = token;
      this.#reader = identityOf(token);
      return { kind: 'signed-in' };
    }),
    cancelSignIn: () => this.#show({ kind: 'signed-out' }),
    reveal: () => this.#attempt({ kind: 'opening' }, async () => {
      const list = await openList(this.#held().link, this.#held().token);
      return { kind: 'shown', list };
    }),
    hide: () => this.#show({ kind: 'signed-in' }),
    close: (row) => void this.#shown?.close(row),
    reopen: (row) => void this.#shown?.reopen(row),
    renew: () => this.#renew(),
    delete: () => this.#attempt({ kind: 'deleting' }, async () => {
      const receipt = await deleteList(this.#held().link.list, this.#held().token);
      return { kind: 'deleted', receipt };
    }),
    attest: (copies) => {
      const receipt = this.#stage.kind === 'deleted' ? this.#stage.receipt : undefined;
      this.#attempt({ kind: 'attesting', receipt }, async () => {
        const attested = await attestDeletion(this.#held().link.list, this.#held().token, copies);
        return { kind: 'deleted', receipt: attested };
      });
    },
  };

  constructor() {
    this.#frame = new Frame(allTexts, (texts) => {
      this.#texts = texts;
      this.#render(false);
    });
  }

  start(): void {
    this.#readLink();
    // A page that is left shows nothing when it comes back from the browser's back/forward cache.
    addEventListener('pagehide', () => this.#forget());
    // The same address pasted again, fragment and all, does not load the page again.
    addEventListener('hashchange', () => this.#readLink());
  }

  #readLink(): void {
    const fragment = location.hash;
    if (fragment === '' && this.#link !== undefined) {
      return;
    }

    // First of all: out of the address bar, history, and whatever the next reader of this screen sees.
    history.replaceState(null, '', location.pathname);
    const link = readSecureLink(location.pathname, fragment);
    this.#link = typeof link === 'string' ? undefined : link;
    this.#token = undefined;
    if (!isSecureContext) {
      this.#fail('insecure');
    } else if (typeof link === 'string') {
      this.#fail(link);
    } else {
      this.#show({ kind: 'signed-out' });
    }
  }

  /** Shows the waiting stage, works, and goes on to what came out; unless the reader left meanwhile. */
  #attempt(waiting: Stage, work: (aborted: AbortSignal) => Promise<Stage>): void {
    this.#show(waiting);
    const { signal } = this.#work;
    work(signal).then(
      (next) => signal.aborted || this.#show(next),
      (error: unknown) => signal.aborted || this.#fail(problemOf(error)),
    );
  }

  #fail(problem: Problem): void {
    const next = stageAfter(problem, this.#stage);
    if (next.kind === 'signed-out') {
      this.#token = undefined;
      this.#signInAfresh = problem !== 'sign-in-blocked';
    }

    this.#show(next, problem);
  }

  #show(stage: Stage, problem?: Problem): void {
    this.#work.abort();
    this.#work = new AbortController();
    clearTimeout(this.#expiry);
    this.#stage = stage;
    this.#problem = problem;
    this.#shown = undefined;
    if (stage.kind === 'shown') {
      const left = stage.list.notAfter.getTime() - Date.now();
      this.#expiry = window.setTimeout(() => this.#fail('gone'), Math.min(Math.max(left, 0), longestTimer));
      this.#watch(stage.list, this.#work.signal);
    }

    // The browser keeps the addresses of what was fetched; one of them admits to the ciphertext for a minute.
    performance.clearResourceTimings();
    this.#render(true);
  }

  /** Keeps the list as it may be shown, for as long as it is. */
  #watch(list: OpenedList, left: AbortSignal): void {
    this.#shown = new ShownList(
      list,
      rowCalls(this.#held().link.list, () => this.#held().token),
      (next, news) => left.aborted || this.#update({ kind: 'shown', list: next, news }),
      (error) => left.aborted || this.#meet(problemOf(error)),
    );
    whileVisible(document, withdrawalRhythm, () => void this.#shown?.refresh(), left);
  }

  /** Changes what is shown, and nothing else: whoever reads or types stays where they are. */
  #update(next: Stage & { kind: 'shown' }): void {
    const now = this.#stage;
    if (now.kind === 'shown' && now.list === next.list && now.trouble === next.trouble && next.news === undefined) {
      return;
    }

    this.#stage = next;
    performance.clearResourceTimings();
    this.#frame.keepPlace(() => this.#render(false));
  }

  #meet(problem: Problem): void {
    const next = stageInTrouble(problem, this.#stage);
    if (next.kind === 'shown') {
      return this.#update(next);
    }

    this.#fail(problem);
  }

  #renew(): void {
    const { signal } = this.#work;
    signIn(this.#signInAfresh, signal).then(
      (token) => {
        if (!signal.aborted && identityOf(token) !== this.#reader) {
          this.#dropAll();
        } else if (!signal.aborted) {
          this.#token = token;
          void this.#shown?.refresh();
        }
      },
      (error: unknown) => signal.aborted || this.#meet(problemOf(error)),
    );
  }

  /** Somebody else signed in while the first reader's list was shown, with another card perhaps: nothing of it stays, its link no more than its rows. */
  #dropAll(): void {
    this.#token = undefined;
    this.#link = undefined;
    this.#show({ kind: 'stopped' }, 'sign-in-changed');
  }

  #forget(): void {
    this.#token = undefined;
    if (this.#link !== undefined) {
      this.#show({ kind: 'signed-out' });
    }
  }

  #render(moveFocus: boolean): void {
    const view = listView(this.#stage, this.#problem, this.#texts, this.#actions);
    this.#frame.render(this.#texts, view, moveFocus);
  }

  #held(): { link: SecureLink; token: string } {
    if (this.#link === undefined || this.#token === undefined) {
      throw new Error('Nothing is offered here before a link was read and a token received.');
    }

    return { link: this.#link, token: this.#token };
  }
}

new ListPage().start();
