import { base64url } from 'jose';
import { shareLength } from './sealed-list.ts';

/** The two things a secure link holds. The share never leaves the memory of this page. */
export interface SecureLink {
  readonly list: string;
  readonly share: Uint8Array;
}

export type LinkFault = 'link-missing' | 'link-malformed';

/** Reads `/l/{list}#{share}`. */
export function readSecureLink(path: string, fragment: string): SecureLink | LinkFault {
  const text = fragment.replace(/^#/, '');
  if (text === '') {
    return 'link-missing';
  }

  const list = /^\/l\/([0-9a-f]{32})$/i.exec(path)?.[1]?.toLowerCase();
  if (list === undefined || !/^[\w-]{43}$/.test(text)) {
    return 'link-malformed';
  }

  const share = base64url.decode(text);
  return share.length === shareLength && base64url.encode(share) === text ? { list, share } : 'link-malformed';
}
