import { SignInError, WindowBlockedError } from '../Access/sign-in.ts';
import { NetworkError, Refusal } from '../Http/refusal.ts';
import { DamagedListError, WrongKeyError } from '../Lists/sealed-list.ts';
import type { Problem } from './texts.ts';

const byCode: Readonly<Record<string, Problem>> = {
  'lists.openings-used-up': 'used-up',
  'lists.damaged': 'damaged',
  'access.sign-in-too-weak': 'sign-in-weak',
  'access.sign-in-changed': 'sign-in-changed',
  'deletion.list-still-there': 'attest-first-delete',
};

const byStatus: Readonly<Record<number, Problem>> = {
  401: 'sign-in-expired',
  403: 'not-permitted',
  404: 'not-found',
  410: 'gone',
};

/** What to tell the reader about an error. One that nobody foresaw is said to be ours. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Refusal) {
    return byCode[error.code] ?? byStatus[error.status] ?? 'unavailable';
  }

  if (error instanceof WrongKeyError) {
    return 'link-wrong';
  }

  if (error instanceof DamagedListError) {
    return 'damaged';
  }

  if (error instanceof WindowBlockedError) {
    return 'sign-in-blocked';
  }

  if (error instanceof SignInError) {
    return 'sign-in-failed';
  }

  return error instanceof NetworkError ? 'network' : 'unavailable';
}
