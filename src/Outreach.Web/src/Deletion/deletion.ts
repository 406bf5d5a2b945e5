import { callApi } from '../Http/http.ts';

/** What became of one kind of own copies. */
export type CopyState = 'deleted' | 'none';

/** What the doctor attests: files made from the list, and paper. */
export interface OwnCopies {
  readonly exports: CopyState;
  readonly prints: CopyState;
}

/** Where the attestation stands in the audit trail, and what it says; a kind that was not told apart is null. */
export interface Attestation {
  readonly exports: CopyState | null;
  readonly prints: CopyState | null;
  readonly auditSequence: number;
  readonly auditHash: string;
}

/** Proof of erasure: when, why, and where it stands in the audit trail. */
export interface DeletionReceipt {
  /** For people to read to each other. */
  readonly number: string;
  readonly listId: string;
  readonly campaign: string;
  readonly reason: string;
  readonly destroyedAt: string;
  readonly attestedAt: string | null;
  readonly auditSequence: number;
  readonly auditHash: string;
  readonly attestation: Attestation | null;
}

/** Destroys the list; again is the same receipt. */
export function deleteList(list: string, token: string): Promise<DeletionReceipt> {
  return callApi<DeletionReceipt>('DELETE', `/api/lists/${list}`, token);
}

/** Attests that the doctor's own copies are deleted too; again is the same receipt. */
export function attestDeletion(list: string, token: string, copies: OwnCopies): Promise<DeletionReceipt> {
  return callApi<DeletionReceipt>('PUT', `/api/lists/${list}/attestation`, token, { copiesDeleted: true, ...copies });
}
