import { callApi } from '../Http/http.ts';
import type { OpenedList } from './opening.ts';

/** A row that the doctor closed, and until when that may be undone; null when that is over. RFC 3339. */
export interface ClosedRow {
  readonly ref: string;
  readonly undoUntil: string | null;
}

/** What an opening and every later question answer about rows. No reason stands beside them. */
export interface Withdrawals {
  readonly withdrawn: readonly string[];
  readonly closed: readonly ClosedRow[];
}

/** Asks which rows to hide by now; counts as no opening. */
export function fetchWithdrawals(list: string, token: string): Promise<Withdrawals> {
  return callApi<Withdrawals>('GET', `/api/lists/${list}/withdrawals`, token);
}

/** The list as it may be shown now. A row that is withdrawn leaves the memory of this page; only a new opening brings it back. */
export function withWithdrawals(list: OpenedList, told: Withdrawals): OpenedList {
  const hidden = new Set(told.withdrawn);
  const rows = list.rows.filter((row) => !hidden.has(row.ref));
  const closed = new Map(told.closed.map((row) => [row.ref, row.undoUntil === null ? undefined : new Date(row.undoUntil)]));
  return { ...list, rows, closed, withdrawn: list.withdrawn + list.rows.length - rows.length };
}

/** Whether a reader would see a difference. */
export function looksTheSame(one: OpenedList, other: OpenedList): boolean {
  return (
    one.rows.length === other.rows.length &&
    one.closed.size === other.closed.size &&
    [...one.closed].every(([ref, undoUntil]) => other.closed.has(ref) && other.closed.get(ref)?.getTime() === undoUntil?.getTime())
  );
}
