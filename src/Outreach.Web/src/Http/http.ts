import { NetworkError, Refusal } from './refusal.ts';

const patience = 30_000;

/** A request that leaves no trace: no cookie, no cache, no referrer, no redirect to somewhere else. */
export async function send(address: string | URL, init: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(address, {
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(patience),
      ...init,
    });
  } catch {
    throw new NetworkError();
  }
}

/** Calls our own API, with the token that admits and a JSON body if there is one. */
export async function callApi<T>(method: string, path: string, token?: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json, application/problem+json' };
  if (token !== undefined) {
    headers['Authorization'] = `Bearer ${token}`;
  }

  const init: RequestInit = { method, headers };
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
    init.body = JSON.stringify(body);
  }

  const response = await send(path, init);
  if (!response.ok) {
    throw new Refusal(response.status, await problemCode(response));
  }

  return await read<T>(response);
}

/** Reads a JSON answer; a connection that breaks half-way is no answer. */
export async function read<T>(response: Response): Promise<T> {
  try {
    return (await response.json()) as T;
  } catch {
    throw new NetworkError();
  }
}

async function problemCode(response: Response): Promise<string> {
  try {
    const problem = (await response.json()) as { code?: unknown };
    return typeof problem.code === 'string' ? problem.code : '';
  } catch {
    return '';
  }
}
