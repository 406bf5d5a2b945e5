import { decodeJwt } from 'jose';

/**
 * Whom a token names: `sub` and `SubjectNameID` together, as either may change when a card is swapped (threat 25). Read to compare one sign-in with the next;
 * what the token may do, the server alone decides. Undefined for a token that says nothing here.
 */
export function identityOf(token: string): string | undefined {
  try {
    const claims = decodeJwt(token);
    return JSON.stringify([claims.iss, claims.sub, claims['SubjectNameID']]);
  } catch {
    return undefined;
  }
}
