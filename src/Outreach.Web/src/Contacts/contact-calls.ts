import { callApi } from '../Http/http.ts';

/** Proof that an objection was recorded or withdrawn. */
export interface ObjectionReceipt {
  readonly number: string;
  readonly campaign: string;
  readonly state: 'Objected' | 'Withdrawn';
  readonly at: string;
  readonly auditSequence: number;
  readonly auditHash: string;
}

/** What was done with the own data in one campaign. */
export interface Statement {
  readonly campaign: string;
  readonly title: string;
  readonly at: string;
  readonly keptUntil: string;
  readonly objection: { readonly number: string; readonly at: string; readonly by: 'Person' | 'Agent' } | null;
  readonly lists: readonly StatedList[];
  readonly messages: readonly { readonly chosenAt: string; readonly sentAt: string | null }[];
}

export interface StatedList {
  readonly madeAt: string;
  readonly openedAt: string | null;
  readonly endsAt: string | null;
  readonly destroyedAt: string | null;
}

/** Again is the same receipt. */
export function object(token: string): Promise<ObjectionReceipt> {
  return callApi('POST', '/api/objections', undefined, { token });
}

/** No receipt when no objection was in force. */
export async function withdrawObjection(token: string): Promise<ObjectionReceipt | null> {
  return (await callApi<{ receipt: ObjectionReceipt | null }>('POST', '/api/objections/withdrawals', undefined, { token })).receipt;
}

export function readStatement(token: string): Promise<Statement> {
  return callApi('POST', '/api/statements', undefined, { token });
}
