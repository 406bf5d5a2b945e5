import type { RowCalls, RowStatus } from '../Contacts/closure.ts';
import { Refusal } from '../Http/refusal.ts';
import type { OpenedList } from './opening.ts';
import { looksTheSame, withWithdrawals } from './withdrawals.ts';

/** How often a list that is seen asks which rows to hide: a minute. */
export const withdrawalRhythm = 60_000;

/** What a reader is told about a change that was made. */
export interface News {
  readonly kind: 'withdrawn' | 'closed' | 'reopened';
  /** Rows, for `withdrawn`. */
  readonly count: number;
  /** Whose row; empty for `withdrawn`, which names nobody. */
  readonly name: string;
}

/** The row is not to be closed or reopened any more; what became of it stands in the withdrawals. */
const overtaken: ReadonlySet<string> = new Set(['contacts.row-not-found', 'contacts.undo-over']);

/** Keeps a list that is shown as it may be shown, and closes its rows. */
export class ShownList {
  #list: OpenedList;
  /** Changes that this page made; an answer that is older than the last of them says what was true before. */
  #changes = 0;
  readonly #calls: RowCalls;
  readonly #changed: (list: OpenedList, news: News | undefined) => void;
  readonly #failed: (error: unknown) => void;

  constructor(list: OpenedList, calls: RowCalls, changed: (list: OpenedList, news: News | undefined) => void, failed: (error: unknown) => void) {
    this.#list = list;
    this.#calls = calls;
    this.#changed = changed;
    this.#failed = failed;
  }

  /** Asks what changed; `changed` is called whether or not anything did, as the answer itself is news after a failure. */
  async refresh(): Promise<void> {
    const before = this.#changes;
    try {
      const told = await this.#calls.withdrawals();
      if (before === this.#changes) {
        const next = withWithdrawals(this.#list, told);
        const gone = this.#list.rows.length - next.rows.length;
        this.#list = looksTheSame(this.#list, next) ? this.#list : next;
        this.#changed(this.#list, gone > 0 ? { kind: 'withdrawn', count: gone, name: '' } : undefined);
      }
    } catch (error) {
      this.#failed(error);
    }
  }

  close(row: string): Promise<void> {
    return this.#change(row, this.#calls.close);
  }

  reopen(row: string): Promise<void> {
    return this.#change(row, this.#calls.reopen);
  }

  async #change(row: string, call: (row: string) => Promise<RowStatus>): Promise<void> {
    try {
      const status = await call(row);
      this.#changes++;
      const closed = new Map(this.#list.closed);
      if (status.closed) {
        closed.set(row, status.undoUntil === null ? undefined : new Date(status.undoUntil));
      } else {
        closed.delete(row);
      }

      this.#list = { ...this.#list, closed };
      this.#changed(this.#list, { kind: status.closed ? 'closed' : 'reopened', count: 1, name: this.#nameOf(row) });
    } catch (error) {
      if (error instanceof Refusal && overtaken.has(error.code)) {
        await this.refresh();
      } else {
        this.#failed(error);
      }
    }
  }

  #nameOf(ref: string): string {
    const row = this.#list.rows.find((one) => one.ref === ref);
    return row === undefined ? '' : `${row.givenName} ${row.familyName}`;
  }
}
