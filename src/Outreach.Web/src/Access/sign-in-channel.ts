/** What the provider said to the sign-in window, passed on to the page that asked; never through storage. */
export interface SignInAnswer {
  readonly state: string;
  readonly code: string | null;
  /** `iss` (RFC 9207), where the provider sends it. */
  readonly issuer: string | null;
}

/** The page has taken over, the window may close. */
export interface SignInReceived {
  readonly received: string;
}

export const signInChannel = 'outreach-sign-in';
