import type { FrameTexts } from '../Page/frame.ts';
import { english } from './contact-texts.en.ts';
import { french } from './contact-texts.fr.ts';

/** What went wrong, as far as the reader can act on it. */
export type ContactProblem = 'link-missing' | 'link-invalid' | 'over' | 'network' | 'unavailable';

/** Every word of the page. Neutral: it informs, and presses nobody. */
export interface ContactTexts extends FrameTexts {
  readonly locale: string;
  readonly intro: { readonly heading: string; readonly what: string; readonly free: string; readonly reading: string };
  readonly object: { readonly heading: string; readonly explanation: string; readonly button: string; readonly again: string };
  readonly objected: { readonly heading: string; readonly explanation: string };
  readonly withdraw: { readonly heading: string; readonly explanation: string; readonly button: string };
  readonly withdrawn: { readonly heading: string; readonly explanation: string; readonly none: string };
  readonly read: { readonly heading: string; readonly explanation: string; readonly button: string };
  readonly waiting: string;
  readonly print: string;
  readonly receipt: {
    readonly heading: string;
    readonly explanation: string;
    readonly number: string;
    readonly campaign: string;
    readonly objectedAt: string;
    readonly withdrawnAt: string;
    readonly auditSequence: string;
    readonly auditHash: string;
  };
  readonly statement: {
    readonly heading: string;
    readonly at: (time: string) => string;
    readonly objectionHeading: string;
    readonly noObjection: string;
    readonly objection: (time: string, number: string, byAgent: boolean) => string;
    readonly listsHeading: string;
    readonly noLists: string;
    readonly list: (time: string) => string;
    readonly opened: (time: string) => string;
    readonly notOpened: string;
    readonly destroyed: (time: string) => string;
    readonly ends: (time: string) => string;
    readonly ended: string;
    readonly messagesHeading: string;
    readonly noMessages: string;
    readonly sent: (time: string) => string;
    readonly notSent: (time: string) => string;
    readonly keptHeading: string;
    readonly kept: (time: string) => readonly string[];
    readonly rightsHeading: string;
    readonly rights: readonly string[];
  };
  readonly problems: Readonly<Record<ContactProblem, { readonly title: string; readonly advice: string }>>;
}

export const allContactTexts: readonly ContactTexts[] = [french, english];

/** French unless the reader's browser prefers English. */
export function preferredContactTexts(languages: readonly string[]): ContactTexts {
  const known = languages.map((tag) => tag.toLowerCase().split('-')[0]).find((tag) => tag === 'fr' || tag === 'en');
  return known === 'en' ? english : french;
}
