import { texts } from './texts.js';

const root = '/dev/api/';

/** The host said no, with a sentence for the reader; status 0: it did not answer. */
export class Refusal extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

/** Reads; undefined when nothing changed since the answer with this ETag. */
export async function read(path, parameters = {}, etag = undefined) {
  const response = await ask(path, parameters, { headers: etag === undefined ? {} : { 'If-None-Match': etag } });
  if (response.status === 304) {
    return undefined;
  }

  return { value: await response.json(), etag: response.headers.get('ETag') ?? undefined };
}

/** Changes something. The browser says by itself that the page's own origin asks. */
export async function change(path, parameters, json = undefined) {
  await ask(path, parameters, json === undefined
    ? { method: 'POST' }
    : { method: 'POST', body: json, headers: { 'Content-Type': 'application/json' } });
}

async function ask(path, parameters, options) {
  const query = new URLSearchParams(parameters).toString();
  let response;
  try {
    response = await fetch(`${root}${path}${query === '' ? '' : `?${query}`}`, { cache: 'no-store', ...options });
  } catch {
    throw new Refusal(0, texts.away);
  }

  if (!response.ok && response.status !== 304) {
    throw new Refusal(response.status, (await problemOf(response))?.detail ?? texts.unexpected(response.status));
  }

  return response;
}

async function problemOf(response) {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}
