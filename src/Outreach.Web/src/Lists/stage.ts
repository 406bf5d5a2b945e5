import type { DeletionReceipt, OwnCopies } from '../Deletion/deletion.ts';
import type { Problem } from '../Page/texts.ts';
import type { OpenedList } from './opening.ts';
import type { News } from './shown-list.ts';

/** Where the reader is. Patient data exists in `shown` alone. */
export type Stage =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'signing-in' }
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'opening' }
  | {
      readonly kind: 'shown';
      readonly list: OpenedList;
      /** What changed last. */
      readonly news?: News | undefined;
      /** Why the list could not be kept up to date, or a row not be closed. */
      readonly trouble?: Problem | undefined;
    }
  | { readonly kind: 'deleting' }
  | { readonly kind: 'over' }
  | { readonly kind: 'attesting'; readonly receipt: DeletionReceipt | undefined }
  | { readonly kind: 'deleted'; readonly receipt: DeletionReceipt };

/** What the reader may do; each is a click, and nothing happens without one. */
export interface Actions {
  readonly signIn: () => void;
  readonly cancelSignIn: () => void;
  readonly reveal: () => void;
  readonly hide: () => void;
  readonly close: (row: string) => void;
  readonly reopen: (row: string) => void;
  /** Signs in again while the list stays. */
  readonly renew: () => void;
  readonly delete: () => void;
  readonly attest: (copies: OwnCopies) => void;
}

/** Where to go on after a problem, given where it happened. */
export function stageAfter(problem: Problem, from: Stage): Stage {
  switch (problem) {
    case 'insecure':
    case 'link-missing':
    case 'link-malformed':
      return { kind: 'stopped' };
    case 'sign-in-failed':
    case 'sign-in-blocked':
    case 'sign-in-expired':
    case 'sign-in-weak':
    case 'sign-in-changed':
    case 'not-permitted':
    case 'not-found':
      return { kind: 'signed-out' };
    case 'gone':
      return { kind: 'over' };
    default:
      return before(from);
  }
}

/**
 * Where to go on when a list that is shown could not be kept up to date. It stays, with a word about it, where trying again may help;
 * it goes where it is not the reader's any more.
 */
export function stageInTrouble(problem: Problem, from: Stage): Stage {
  switch (problem) {
    case 'gone':
    case 'not-found':
    case 'not-permitted':
    case 'sign-in-changed':
      return stageAfter(problem, from);
    default:
      return from.kind === 'shown' ? { kind: 'shown', list: from.list, trouble: problem } : from;
  }
}

/** Whoever was waiting goes back to where the click was. */
function before(stage: Stage): Stage {
  switch (stage.kind) {
    case 'signing-in':
      return { kind: 'signed-out' };
    case 'opening':
    case 'deleting':
      return { kind: 'signed-in' };
    case 'attesting':
      return stage.receipt === undefined ? { kind: 'over' } : { kind: 'deleted', receipt: stage.receipt };
    default:
      return stage;
  }
}
