import type { Actions } from '../Lists/stage.ts';
import { button, element, heading } from '../Page/elements.ts';
import type { Texts } from '../Page/texts.ts';
import type { DeletionReceipt } from './deletion.ts';

/** Lets the doctor attest that the own copies are gone too. */
export function attestationView(texts: Texts, actions: Actions): HTMLElement {
  const { deletion } = texts;
  const check = element('input', { type: 'checkbox', id: 'copies-deleted' });
  const attest = button('primary', deletion.attestButton, actions.attest);
  attest.disabled = true;
  check.addEventListener('change', () => {
    attest.disabled = !check.checked;
  });
  return element(
    'section',
    { class: 'step' },
    heading('h2', deletion.attestHeading),
    element('p', {}, deletion.attestExplanation),
    element('p', { class: 'check' }, check, element('label', { for: check.id }, deletion.attestCheck)),
    attest,
  );
}

/** The receipt, as something to keep. */
export function receiptView(receipt: DeletionReceipt, texts: Texts): HTMLElement {
  const { receipt: names, reasons, receiptHeading, receiptExplanation } = texts.deletion;
  const entries: [string, Node | string][] = [
    [names.list, code(receipt.listId)],
    [names.campaign, receipt.campaign],
    [names.reason, reasons[receipt.reason] ?? receipt.reason],
    [names.destroyedAt, moment(receipt.destroyedAt, texts)],
    [names.attestedAt, receipt.attestedAt === null ? names.notAttested : moment(receipt.attestedAt, texts)],
    [names.auditSequence, String(receipt.auditSequence)],
    [names.auditHash, code(receipt.auditHash)],
  ];
  return element(
    'section',
    { class: 'receipt' },
    heading('h2', receiptHeading),
    element('p', { class: 'muted' }, receiptExplanation),
    element('dl', {}, ...entries.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)])),
  );
}

function code(text: string): HTMLElement {
  return element('code', {}, text);
}

function moment(time: string, texts: Texts): HTMLElement {
  const text = new Intl.DateTimeFormat(texts.locale, {
    day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short',
  }).format(new Date(time));
  return element('time', { datetime: time }, text);
}
