import { base64url, compactDecrypt, CompactEncrypt, errors, type CompactJWEHeaderParameters } from 'jose';

/** What a sealed list is bound to; every field stands in its authenticated header. */
export interface SealedListContext {
  readonly campaign: string;
  readonly list: string;
  readonly practitioner: string;
  readonly rows: number;
  /** RFC 3339, UTC, whole seconds. */
  readonly notAfter: string;
}

/** Not the list that was issued: another header, another form, or bits that changed. */
export class DamagedListError extends Error {}

/** A well-formed list under another key: the link's half, as the server's half came with the list. */
export class WrongKeyError extends Error {}

export const shareLength = 32;

const algorithm = 'dir';
const encryption = 'A256CBC-HS512';
const utf8 = new TextEncoder();

/** HKDF-SHA-512 over both shares, salted with the list id: neither share is enough alone. */
export async function deriveKey(serverShare: Uint8Array, linkShare: Uint8Array, list: string): Promise<Uint8Array> {
  if (serverShare.length !== shareLength || linkShare.length !== shareLength) {
    throw new RangeError('A share holds 32 bytes.');
  }

  const both = new Uint8Array(2 * shareLength);
  both.set(serverShare);
  both.set(linkShare, shareLength);
  const input = await crypto.subtle.importKey('raw', both, 'HKDF', false, ['deriveBits']);
  both.fill(0);
  const parameters = { name: 'HKDF', hash: 'SHA-512', salt: utf8.encode(list), info: utf8.encode('outreach/list/v1') };
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, input, 512));
}

/** Opens what was sealed for exactly this context. */
export async function open(expected: SealedListContext, compact: string, key: Uint8Array): Promise<Uint8Array> {
  const parts = compact.split('.');
  if (parts.length !== 5 || parts[1] !== '' || !parts.every(isCanonical) || !headerIs(expected, parts[0] ?? '')) {
    throw new DamagedListError();
  }

  try {
    const allowed = { keyManagementAlgorithms: [algorithm], contentEncryptionAlgorithms: [encryption] };
    return (await compactDecrypt(compact, key, allowed)).plaintext;
  } catch (error) {
    throw error instanceof errors.JWEDecryptionFailed ? new WrongKeyError() : new DamagedListError();
  }
}

/** Seals as the server does: for vectors and tests. */
export async function seal(context: SealedListContext, content: Uint8Array, key: Uint8Array): Promise<string> {
  const header = members(context) as unknown as CompactJWEHeaderParameters;
  return await new CompactEncrypt(content).setProtectedHeader(header).encrypt(key);
}

/** The protected header of a list: these members, all of them, and no other. */
export function members(context: SealedListContext): Record<string, string | number> {
  const { campaign, list, practitioner, rows, notAfter } = context;
  return { alg: algorithm, enc: encryption, typ: 'outreach-list+jwe', v: 1, campaign, list, practitioner, rows, notAfter };
}

/** One spelling per value: base64url has unused bits at the end, and a list has one form. */
function isCanonical(part: string): boolean {
  return /^[\w-]*$/.test(part) && base64url.encode(decode(part)) === part;
}

function headerIs(expected: SealedListContext, part: string): boolean {
  let header: unknown;
  const text = new TextDecoder().decode(decode(part));
  try {
    header = JSON.parse(text);
  } catch {
    return false;
  }

  if (typeof header !== 'object' || header === null || Array.isArray(header)) {
    return false;
  }

  const wanted = Object.entries(members(expected));
  return (
    countNames(text) === wanted.length &&
    Object.keys(header).length === wanted.length &&
    wanted.every(([name, value]) => Object.hasOwn(header, name) && (header as Record<string, unknown>)[name] === value)
  );
}

/** Parsers keep one of two members of the same name; counting them in the text finds the second. */
function countNames(json: string): number {
  return [...json.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter((match) => match[1] !== undefined).length;
}

function decode(part: string): Uint8Array {
  try {
    return base64url.decode(part);
  } catch {
    throw new DamagedListError();
  }
}
