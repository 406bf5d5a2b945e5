import { english } from './texts.en.ts';
import { french } from './texts.fr.ts';

/** What went wrong, as far as the reader can act on it. */
export type Problem =
  | 'insecure'
  | 'link-missing'
  | 'link-malformed'
  | 'link-wrong'
  | 'damaged'
  | 'gone'
  | 'not-found'
  | 'used-up'
  | 'sign-in-failed'
  | 'sign-in-blocked'
  | 'sign-in-expired'
  | 'sign-in-weak'
  | 'sign-in-changed'
  | 'not-permitted'
  | 'network'
  | 'unavailable'
  | 'attest-first-delete';

export interface ProblemText {
  readonly title: string;
  readonly advice: string;
}

/** Every word of the page. Neutral: it informs, and presses nobody. */
export interface Texts {
  readonly language: 'fr' | 'en';
  readonly locale: string;
  readonly title: string;
  readonly product: string;
  readonly subtitle: string;
  readonly languages: string;
  readonly intro: {
    readonly heading: string;
    readonly what: string;
    readonly purpose: string;
    readonly privacy: string;
    readonly reading: string;
  };
  readonly signIn: {
    readonly heading: string;
    readonly explanation: string;
    readonly button: string;
    readonly waiting: string;
    readonly cancel: string;
    readonly done: string;
  };
  readonly reveal: {
    readonly heading: string;
    readonly explanation: string;
    readonly button: string;
    readonly waiting: string;
  };
  readonly list: {
    readonly heading: string;
    readonly count: (rows: number) => string;
    readonly until: (date: string) => string;
    readonly withdrawn: (rows: number) => string;
    readonly leftOut: (people: number) => string;
    readonly remaining: (openings: number) => string;
    readonly empty: string;
    readonly caption: string;
    readonly columns: {
      readonly familyName: string;
      readonly givenName: string;
      readonly birthDate: string;
      readonly phone: string;
      readonly postalCode: string;
      readonly city: string;
    };
    readonly noPhone: string;
    readonly reminder: string;
    readonly hide: string;
    readonly delete: string;
  };
  readonly closure: {
    readonly column: string;
    readonly close: string;
    readonly closed: string;
    readonly reopened: string;
    readonly undo: string;
    readonly count: (rows: number) => string;
    readonly stale: string;
  };
  readonly deletion: {
    readonly confirmHeading: string;
    readonly confirm: string;
    readonly confirmButton: string;
    readonly cancel: string;
    readonly waiting: string;
    readonly heading: string;
    readonly attestHeading: string;
    readonly attestExplanation: string;
    readonly exports: string;
    readonly prints: string;
    readonly copies: Readonly<Record<'deleted' | 'none', string>>;
    readonly attestCheck: string;
    readonly attestButton: string;
    readonly attested: string;
    readonly receiptHeading: string;
    readonly receiptExplanation: string;
    readonly receipt: {
      readonly number: string;
      readonly list: string;
      readonly campaign: string;
      readonly reason: string;
      readonly destroyedAt: string;
      readonly attestedAt: string;
      readonly notAttested: string;
      readonly auditSequence: string;
      readonly auditHash: string;
      readonly exports: string;
      readonly prints: string;
      readonly attestationSequence: string;
      readonly attestationHash: string;
    };
    readonly reasons: Readonly<Record<string, string>>;
  };
  readonly problems: Readonly<Record<Problem, ProblemText>>;
}

/** French unless the reader's browser prefers English: the product is for doctors in France. */
export function preferredTexts(languages: readonly string[]): Texts {
  const known = languages.map((tag) => tag.toLowerCase().split('-')[0]).find((tag) => tag === 'fr' || tag === 'en');
  return known === 'en' ? english : french;
}

export const allTexts: readonly Texts[] = [french, english];
