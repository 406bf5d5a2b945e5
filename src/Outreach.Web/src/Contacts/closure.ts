import { callApi } from '../Http/http.ts';
import { fetchWithdrawals, type Withdrawals } from '../Lists/withdrawals.ts';

/** How a row stands: closed means no longer to contact, and no reason exists anywhere. */
export interface RowStatus {
  readonly ref: string;
  readonly closed: boolean;
  readonly undoUntil: string | null;
}

/** What is asked of the server about rows of a list. */
export interface RowCalls {
  readonly withdrawals: () => Promise<Withdrawals>;
  /** Again is the same. */
  readonly close: (row: string) => Promise<RowStatus>;
  /** Undoes it, for a day; again is the same. */
  readonly reopen: (row: string) => Promise<RowStatus>;
}

/** Asks with the token of the moment: the reader may sign in again meanwhile. */
export function rowCalls(list: string, token: () => string): RowCalls {
  const closure = (method: string, row: string): Promise<RowStatus> => callApi<RowStatus>(method, `/api/lists/${list}/rows/${row}/closure`, token());
  return {
    withdrawals: () => fetchWithdrawals(list, token()),
    close: (row) => closure('PUT', row),
    reopen: (row) => closure('DELETE', row),
  };
}
