import type { Texts } from './texts.ts';

const number = new Intl.NumberFormat('en-GB');
const plural = (count: number, one: string, many: string): string => `${number.format(count)} ${count === 1 ? one : many}`;

export const english: Texts = {
  language: 'en',
  locale: 'en-GB',
  title: 'Patient list – secure access',
  product: 'Patient list',
  subtitle: 'Secure access for the treating doctor',
  languages: 'Language',
  intro: {
    heading: 'Open your patient list',
    what:
      'You asked for the list of your patients whom the health insurer does not know as vaccinated. ' +
      'It holds only people who chose you as their treating doctor.',
    purpose: 'It is for informing them and raising awareness. Everyone stays free: a person who does not wish to talk about it need not be asked again.',
    privacy: 'The list is decrypted here, in your browser. Nothing is stored on this device: closing or leaving the page clears what it shows.',
    reading: 'Reading this page does not count as opening the list; only the button “Show the list” opens it.',
  },
  signIn: {
    heading: 'Step 1 of 2: sign in',
    explanation: 'You sign in with your identity provider, in a new window.',
    button: 'Sign in',
    waiting: 'Waiting for you to sign in, in the other window…',
    cancel: 'Cancel',
    done: 'You are signed in.',
  },
  reveal: {
    heading: 'Step 2 of 2: show the list',
    explanation: 'Make sure that nobody else sees your screen.',
    button: 'Show the list',
    waiting: 'Opening and decrypting the list…',
  },
  list: {
    heading: 'Your patients to inform',
    count: (rows) => plural(rows, 'person', 'people'),
    until: (date) => `open until ${date}`,
    withdrawn: (rows) => plural(rows, 'row is no longer shown', 'rows are no longer shown'),
    leftOut: (people) =>
      people === 1
        ? 'One of your patients is not on this list: they are informed by somebody else.'
        : `${number.format(people)} of your patients are not on this list: they are informed by somebody else.`,
    remaining: (openings) => plural(openings, 'opening left', 'openings left'),
    empty: 'There is nobody on the list: that is a valid answer.',
    caption: 'People on the list',
    columns: {
      familyName: 'Family name',
      givenName: 'Given name',
      birthDate: 'Born',
      phone: 'Telephone',
      postalCode: 'Postal code',
      city: 'Town',
    },
    noPhone: 'not known',
    reminder: 'This list is for informing. It is to be deleted as soon as it is no longer of use, at the latest when the campaign ends.',
    hide: 'Hide the list',
    delete: 'Delete the list…',
  },
  closure: {
    column: 'Contact',
    close: 'No longer to contact',
    closed: 'no longer to contact',
    reopened: 'to contact again',
    undo: 'Undo',
    count: (rows) => `${number.format(rows)} no longer to contact`,
    stale: 'What is shown may be out of date: rows may have been withdrawn meanwhile.',
  },
  deletion: {
    confirmHeading: 'Delete the list?',
    confirm: 'The list will be destroyed and this link will be of no more use. This cannot be undone.',
    confirmButton: 'Delete for good',
    cancel: 'Cancel',
    waiting: 'Deleting…',
    heading: 'The list is deleted',
    attestHeading: 'Your own copies',
    attestExplanation: 'If you printed, exported or copied the list or a part of it, those copies are to be deleted too.',
    exports: 'Exports (files)',
    prints: 'Prints and other copies on paper',
    copies: { deleted: 'deleted', none: 'none' },
    attestCheck: 'I attest that no copy of the list is left.',
    attestButton: 'Attest',
    attested: 'Your attestation is recorded.',
    receiptHeading: 'Receipt of deletion',
    receiptExplanation: 'Keep it: its number and hash can prove the deletion. It holds no patient data.',
    receipt: {
      number: 'Number of the receipt',
      list: 'List',
      campaign: 'Campaign',
      reason: 'Reason',
      destroyedAt: 'Deleted on',
      attestedAt: 'Copies attested deleted on',
      notAttested: 'not attested yet',
      auditSequence: 'Deletion: number in the audit trail',
      auditHash: 'Deletion: hash (SHA-256)',
      exports: 'Exports attested',
      prints: 'Prints attested',
      attestationSequence: 'Attestation: number in the audit trail',
      attestationHash: 'Attestation: hash (SHA-256)',
    },
    reasons: {
      Deleted: 'deleted by the doctor',
      Expired: 'its time was over',
      CampaignClosed: 'the campaign closed',
      PreparationFailed: 'preparation broke off',
      CiphertextLost: 'its stored copy was lost',
    },
  },
  problems: {
    insecure: {
      title: 'The connection is not secure',
      advice: 'This page can decrypt the list only at an address that begins with https://. Open the link as you received it.',
    },
    'link-missing': {
      title: 'The end of the link is missing',
      advice: 'The key to the list stands after the # sign, and leaves the address bar as soon as the page opens. Open the whole link again, as you received it.',
    },
    'link-malformed': {
      title: 'The link is incomplete or was changed',
      advice: 'It was probably cut. Copy all of it, as you received it, and open it again.',
    },
    'link-wrong': {
      title: 'This link is not the one of this list',
      advice: 'The end of the link, after the # sign, does not open this list. Make sure that you use the last link you received, all of it.',
    },
    damaged: {
      title: 'The list is damaged',
      advice: 'Its content is not what was issued: nothing is shown. Delete it and ask for a new one.',
    },
    gone: {
      title: 'This list is over',
      advice: 'It was deleted, its time ended, or the campaign closed. While the campaign is open you may ask for a new one.',
    },
    'not-found': {
      title: 'There is no list for you at this address',
      advice: 'Check the link, and that you signed in with your own card or app: a list opens only for the doctor who asked for it.',
    },
    'used-up': {
      title: 'The list was opened as often as is allowed',
      advice: 'Delete this list and ask for a new one.',
    },
    'sign-in-failed': {
      title: 'Sign-in did not succeed',
      advice: 'It was cancelled, or the identity provider refused it. You may try again.',
    },
    'sign-in-blocked': {
      title: 'The sign-in window was blocked',
      advice: 'Allow this site to open a window, then try again.',
    },
    'sign-in-expired': {
      title: 'Your sign-in is no longer valid',
      advice: 'Sign in again.',
    },
    'sign-in-weak': {
      title: 'A stronger sign-in is needed',
      advice: 'Sign in with your health professional card or app.',
    },
    'sign-in-changed': {
      title: 'Somebody else has signed in',
      advice: 'This sign-in names another doctor than before, so everything was removed from this page. Sign out, then open your own link again with your own card or app.',
    },
    'not-permitted': {
      title: 'For doctors only',
      advice: 'The account in use is not that of a doctor. Sign in with your own card or app.',
    },
    network: {
      title: 'The network does not answer',
      advice: 'Check your connection, then try again.',
    },
    unavailable: {
      title: 'The service does not answer right now',
      advice: 'Try again in a few minutes.',
    },
    'attest-first-delete': {
      title: 'The list is not deleted yet',
      advice: 'It is being deleted. Try again in a moment.',
    },
  },
};
