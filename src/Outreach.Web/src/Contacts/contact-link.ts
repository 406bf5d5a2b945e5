import { base64url } from 'jose';

const parts = 5;
const longest = 300;

export type ContactLinkFault = 'link-missing' | 'link-invalid';

/** Reads `#{token}`: its shape alone, so that a link that was cut is told before anything is sent. Whose it is, the server says. */
export function readContactLink(fragment: string): { readonly token: string } | ContactLinkFault {
  const token = fragment.replace(/^#/, '');
  if (token === '') {
    return 'link-missing';
  }

  const pieces = token.split('.');
  const whole = token.length <= longest && pieces.length === parts && pieces[1] === '' && pieces.every(isCanonical);
  return whole ? { token } : 'link-invalid';
}

function isCanonical(piece: string): boolean {
  return /^[\w-]*$/.test(piece) && piece.length % 4 !== 1 && base64url.encode(base64url.decode(piece)) === piece;
}
