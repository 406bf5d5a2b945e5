import { button, element, heading } from '../Page/elements.ts';
import type { Texts } from '../Page/texts.ts';

/** Asks once more, as there is no way back. The browser keeps focus inside, and Escape cancels. Beside the content, which may change meanwhile. */
export function confirmDeletion(texts: Texts, onConfirmed: () => void): void {
  const title = heading('h2', texts.deletion.confirmHeading);
  title.id = 'confirm-deletion';
  const dialog = element(
    'dialog',
    { 'aria-labelledby': title.id },
    title,
    element('p', {}, texts.deletion.confirm),
    element(
      'div',
      { class: 'actions' },
      button('secondary', texts.deletion.cancel, () => dialog.close()),
      button('danger', texts.deletion.confirmButton, () => {
        dialog.close();
        onConfirmed();
      }),
    ),
  );
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
