import { button, element } from './elements.js';
import { texts } from './texts.js';

/** Asks before something is done. What goes wrong is told in the dialog, which stays open with what was typed. */
export function ask({ title, content, confirm, danger = false, run }) {
  const opener = document.activeElement?.dataset.key ?? '';
  const fault = element('p', { class: 'problem', role: 'alert', hidden: true });
  const go = element('button', { type: 'submit', class: danger ? 'danger' : 'primary' }, confirm);
  const cancel = button('cancel', texts.cancel, () => dialog.close());
  const form = element('form', { method: 'dialog' },
    element('h2', { id: 'dialog-title' }, title), ...content, fault, element('div', { class: 'actions' }, cancel, go));
  const dialog = element('dialog', { 'aria-labelledby': 'dialog-title' }, form);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    go.disabled = true;
    try {
      await run();
      dialog.close();
    } catch (error) {
      fault.textContent = error.message;
      fault.hidden = false;
      go.disabled = false;
    }
  });
  dialog.addEventListener('close', () => {
    dialog.remove();
    // What opened it may have been drawn anew, or be gone with what it was about.
    (document.querySelector(`[data-key="${CSS.escape(opener)}"]`) ?? document.querySelector('#timeline h2'))?.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
}
