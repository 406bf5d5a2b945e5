import { base64url } from 'jose';
import { callApi, send } from '../Http/http.ts';
import { NetworkError, Refusal } from '../Http/refusal.ts';
import { type ListRow, readContent } from './list-content.ts';
import { DamagedListError, deriveKey, open } from './sealed-list.ts';
import type { SecureLink } from './secure-link.ts';
import { type Withdrawals, withWithdrawals } from './withdrawals.ts';

/** A list in clear: exists in memory only. */
export interface OpenedList {
  readonly campaign: string;
  /** Without the withdrawn ones. */
  readonly rows: readonly ListRow[];
  readonly withdrawn: number;
  /** Rows that the doctor closed, and until when that may be undone; undefined when that is over. */
  readonly closed: ReadonlyMap<string, Date | undefined>;
  /** Own patients who are not on the list; why is not told. */
  readonly leftOut: number;
  readonly notAfter: Date;
  readonly remainingOpenings: number;
}

interface Opening extends Withdrawals {
  readonly listId: string;
  readonly campaign: string;
  readonly practitioner: string;
  readonly rows: number;
  readonly leftOut: number;
  readonly notAfter: string;
  readonly serverShare: string;
  readonly blobUrl: string;
  readonly sha256: string;
  readonly remainingOpenings: number;
}

/** Asks for the server's half of the key, which counts as an opening; fetches the ciphertext and decrypts it here. */
export async function openList(link: SecureLink, token: string): Promise<OpenedList> {
  const opening = await callApi<Opening>('POST', `/api/lists/${link.list}/openings`, token);
  if (opening.listId !== link.list) {
    throw new DamagedListError();
  }

  const sealed = await fetchSealed(opening.blobUrl);
  if ((await sha256(sealed)) !== opening.sha256) {
    throw new DamagedListError();
  }

  const rows = readContent(await decrypt(sealed, opening, link), opening.rows);
  const list: OpenedList = {
    campaign: opening.campaign,
    rows,
    withdrawn: 0,
    closed: new Map(),
    leftOut: opening.leftOut,
    notAfter: new Date(opening.notAfter),
    remainingOpenings: opening.remainingOpenings,
  };
  return withWithdrawals(list, opening);
}

async function decrypt(sealed: ArrayBuffer, opening: Opening, link: SecureLink): Promise<Uint8Array> {
  const { campaign, practitioner, rows, notAfter } = opening;
  const serverShare = base64url.decode(opening.serverShare);
  const key = await deriveKey(serverShare, link.share, link.list);
  serverShare.fill(0);
  try {
    const context = { campaign, list: link.list, practitioner, rows, notAfter };
    return await open(context, new TextDecoder('ascii').decode(sealed), key);
  } finally {
    key.fill(0);
  }
}

/** The address in `blobUrl` admits by itself, for a minute: no token goes there. */
async function fetchSealed(blobUrl: string): Promise<ArrayBuffer> {
  const response = await send(blobUrl);
  if (!response.ok) {
    throw response.status === 404 ? new Refusal(410, 'lists.gone') : new Refusal(503, 'http.unavailable');
  }

  try {
    return await response.arrayBuffer();
  } catch {
    throw new NetworkError();
  }
}

async function sha256(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
