import { base64url } from 'jose';
import { callApi, read, send } from '../Http/http.ts';
import { type SignInAnswer, signInChannel, type SignInReceived } from './sign-in-channel.ts';

/** Sign-in did not come to a token: refused, cancelled, or not as the standard says. */
export class SignInError extends Error {}

/** The browser opened no window to sign in with. */
export class WindowBlockedError extends Error {}

interface PageConfiguration {
  readonly authority: string;
  readonly clientId: string;
  readonly scope: string;
  readonly redirectUri: string;
}

interface Provider {
  readonly issuer: string;
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
}

/**
 * Authorization code with PKCE (RFC 7636) in a window of its own, so that this page, and the link's share in its memory, stays.
 * Call it from a click: a browser opens no window otherwise.
 * @param afresh Asks the provider not to reuse an earlier sign-in, which may be somebody else's.
 * @param source Where the page is told at which provider: doctors and the insurer's side have different ones.
 * @returns An access token; it is kept nowhere.
 */
export async function signIn(afresh: boolean, cancelled: AbortSignal, source = '/api/page-configuration'): Promise<string> {
  const window = openWindow();
  try {
    const configuration = await callApi<PageConfiguration>('GET', source);
    const provider = await discover(configuration.authority);
    const verifier = random();
    const state = random();
    const address = await authorizationAddress(provider, configuration, verifier, state, afresh);
    const answered = waitForAnswer(state, cancelled);
    window.location.replace(address);
    const answer = await answered;
    if (answer.code === null || (answer.issuer !== null && answer.issuer !== provider.issuer)) {
      throw new SignInError();
    }

    return await redeem(provider, configuration, answer.code, verifier);
  } catch (error) {
    window.close();
    throw error;
  }
}

/** Opened at once, empty, while the click still counts; where it goes is found out after. */
function openWindow(): Window {
  const opened = window.open('', signInChannel, 'popup,width=560,height=720');
  if (opened === null) {
    throw new WindowBlockedError();
  }

  return opened;
}

async function discover(authority: string): Promise<Provider> {
  const base = authority.endsWith('/') ? authority : `${authority}/`;
  const response = await send(new URL('.well-known/openid-configuration', base));
  const provider = response.ok ? await read<Provider>(response) : undefined;
  if (provider?.issuer.replace(/\/$/, '') !== authority.replace(/\/$/, '')) {
    throw new SignInError();
  }

  return provider;
}

async function authorizationAddress(
  provider: Provider, configuration: PageConfiguration, verifier: string, state: string, afresh: boolean,
): Promise<string> {
  const challenge = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const address = new URL(provider.authorization_endpoint);
  const parameters = {
    response_type: 'code',
    client_id: configuration.clientId,
    redirect_uri: configuration.redirectUri,
    scope: configuration.scope,
    state,
    code_challenge: base64url.encode(new Uint8Array(challenge)),
    code_challenge_method: 'S256',
    ...(afresh ? { prompt: 'login' } : {}),
  };
  for (const [name, value] of Object.entries(parameters)) {
    address.searchParams.set(name, value);
  }

  return address.href;
}

/** The window answers with the state it was given; anything else on the channel is another page's. */
function waitForAnswer(state: string, cancelled: AbortSignal): Promise<SignInAnswer> {
  return new Promise((resolve, reject) => {
    const channel = new BroadcastChannel(signInChannel);
    const giveUp = (): void => {
      channel.close();
      reject(new SignInError());
    };
    cancelled.addEventListener('abort', giveUp);
    channel.addEventListener('message', ({ data }: MessageEvent<SignInAnswer | SignInReceived>) => {
      if ('state' in data && data.state === state) {
        const received: SignInReceived = { received: state };
        channel.postMessage(received);
        channel.close();
        resolve(data);
      }
    });
    if (cancelled.aborted) {
      giveUp();
    }
  });
}

async function redeem(provider: Provider, configuration: PageConfiguration, code: string, verifier: string): Promise<string> {
  const response = await send(provider.token_endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: configuration.redirectUri,
      client_id: configuration.clientId,
      code_verifier: verifier,
    }),
  });
  const answer = response.ok ? await read<{ access_token?: unknown; token_type?: unknown }>(response) : {};
  if (typeof answer.access_token !== 'string' || String(answer.token_type).toLowerCase() !== 'bearer') {
    throw new SignInError();
  }

  return answer.access_token;
}

function random(): string {
  return base64url.encode(crypto.getRandomValues(new Uint8Array(32)));
}
