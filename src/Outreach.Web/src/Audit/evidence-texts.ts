import type { Problem } from '../Page/texts.ts';

const messages: Partial<Readonly<Record<Problem, string>>> = {
  'sign-in-failed': 'L’identification n’a pas abouti. Recommencez. · Sign-in did not succeed. Try again.',
  'sign-in-blocked': 'Le navigateur a bloqué la fenêtre d’identification. Autorisez-la. · The browser blocked the sign-in window. Allow it.',
  'sign-in-expired': 'Votre identification n’est plus valable. Rechargez la page. · Your sign-in is no longer valid. Reload the page.',
  'not-permitted': 'Il faut le rôle Audit.Read et une habilitation en vigueur pour l’audit. · The role Audit.Read is needed, and a habilitation for audit that is in force.',
  'not-found': 'Cette campagne, ou cette liste, n’existe pas. · There is no such campaign or list.',
};

/** What to tell the reader, in both languages: before the report is there, nobody knows which one is read. */
export function messageOf(problem: Problem): string {
  return messages[problem] ?? 'Le service ne répond pas. Réessayez plus tard. · The service does not answer. Try again later.';
}
