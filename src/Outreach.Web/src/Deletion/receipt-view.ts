import type { Actions } from '../Lists/stage.ts';
import { button, element, heading } from '../Page/elements.ts';
import type { Texts } from '../Page/texts.ts';
import type { CopyState, DeletionReceipt, OwnCopies } from './deletion.ts';

/** Lets the doctor attest that the own copies are gone too: of each kind what became of it, and that none is left. */
export function attestationView(texts: Texts, actions: Actions): HTMLElement {
  const { deletion } = texts;
  const exports = choice('exports', deletion.exports, deletion.copies, update);
  const prints = choice('prints', deletion.prints, deletion.copies, update);
  const check = element('input', { type: 'checkbox', id: 'copies-deleted' });
  const attest = button('primary', deletion.attestButton, () => {
    const copies = chosen();
    if (copies !== undefined) {
      actions.attest(copies);
    }
  });
  attest.disabled = true;
  check.addEventListener('change', update);
  return element(
    'section',
    { class: 'step' },
    heading('h2', deletion.attestHeading),
    element('p', {}, deletion.attestExplanation),
    exports.group,
    prints.group,
    element('p', { class: 'check' }, check, element('label', { for: check.id }, deletion.attestCheck)),
    attest,
  );

  function chosen(): OwnCopies | undefined {
    const [ofExports, ofPrints] = [exports.value(), prints.value()];
    return check.checked && ofExports !== undefined && ofPrints !== undefined ? { exports: ofExports, prints: ofPrints } : undefined;
  }

  function update(): void {
    attest.disabled = chosen() === undefined;
  }
}

/** The receipt, as something to keep. */
export function receiptView(receipt: DeletionReceipt, texts: Texts): HTMLElement {
  const { receipt: names, reasons, copies, receiptHeading, receiptExplanation } = texts.deletion;
  const { attestation } = receipt;
  const entries: [string, Node | string][] = [
    [names.number, element('strong', {}, receipt.number)],
    [names.list, code(receipt.listId)],
    [names.campaign, receipt.campaign],
    [names.reason, reasons[receipt.reason] ?? receipt.reason],
    [names.destroyedAt, moment(receipt.destroyedAt, texts)],
    [names.attestedAt, receipt.attestedAt === null ? names.notAttested : moment(receipt.attestedAt, texts)],
    [names.auditSequence, String(receipt.auditSequence)],
    [names.auditHash, code(receipt.auditHash)],
    ...(attestation === null ? [] : [
      ...(attestation.exports === null ? [] : [[names.exports, copies[attestation.exports]] satisfies [string, string]]),
      ...(attestation.prints === null ? [] : [[names.prints, copies[attestation.prints]] satisfies [string, string]]),
      [names.attestationSequence, String(attestation.auditSequence)] satisfies [string, string],
      [names.attestationHash, code(attestation.auditHash)] satisfies [string, Node],
    ]),
  ];
  return element(
    'section',
    { class: 'receipt' },
    heading('h2', receiptHeading),
    element('p', { class: 'muted' }, receiptExplanation),
    element('dl', {}, ...entries.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)])),
  );
}

/** What became of one kind of copies: one of two answers, none of them chosen beforehand. */
function choice(
  name: string, legend: string, labels: Readonly<Record<CopyState, string>>, onChange: () => void,
): { group: HTMLElement; value: () => CopyState | undefined } {
  const states: readonly CopyState[] = ['none', 'deleted'];
  const inputs = states.map((state) => element('input', { type: 'radio', name, value: state, id: `${name}-${state}` }));
  inputs.forEach((input) => input.addEventListener('change', onChange));
  const group = element(
    'fieldset',
    { class: 'choice' },
    element('legend', {}, legend),
    ...inputs.map((input, index) => element('p', { class: 'check' }, input, element('label', { for: input.id }, labels[states[index] ?? 'none']))),
  );
  return { group, value: () => states[inputs.findIndex((input) => input.checked)] };
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
