import { callApi } from '../Http/http.ts';

/** Proof of erasure: when, why, and where it stands in the audit trail. */
export interface DeletionReceipt {
  readonly listId: string;
  readonly campaign: string;
  readonly reason: string;
  readonly destroyedAt: string;
  readonly attestedAt: string | null;
  readonly auditSequence: number;
  readonly auditHash: string;
}

/** Destroys the list; again is the same receipt. */
export function deleteList(list: string, token: string): Promise<DeletionReceipt> {
  return callApi<DeletionReceipt>('DELETE', `/api/lists/${list}`, token);
}

/** Attests that the doctor's own copies are deleted too; again is the same receipt. */
export function attestDeletion(list: string, token: string): Promise<DeletionReceipt> {
  return callApi<DeletionReceipt>('PUT', `/api/lists/${list}/attestation`, token, { copiesDeleted: true });
}
