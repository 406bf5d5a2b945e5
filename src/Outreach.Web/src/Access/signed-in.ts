import { type SignInAnswer, signInChannel, type SignInReceived } from './sign-in-channel.ts';

const parameters = new URLSearchParams(location.search);
// The code is good for one use with a secret that only the asking page has; still it has no place in an address bar or history.
history.replaceState(null, '', location.pathname);

const state = parameters.get('state');
if (state !== null) {
  const channel = new BroadcastChannel(signInChannel);
  channel.addEventListener('message', ({ data }: MessageEvent<SignInAnswer | SignInReceived>) => {
    if ('received' in data && data.received === state) {
      channel.close();
      window.close();
    }
  });
  const answer: SignInAnswer = { state, code: parameters.get('code'), issuer: parameters.get('iss') };
  channel.postMessage(answer);
}
