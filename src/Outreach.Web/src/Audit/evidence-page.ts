import { signIn } from '../Access/sign-in.ts';
import { Refusal } from '../Http/refusal.ts';
import { problemOf } from '../Page/problem-of.ts';
import { fetchDocument, showDocument } from './evidence-document.ts';
import { messageOf } from './evidence-texts.ts';

const configuration = '/api/evidence-page-configuration';

/** `/evidence/{campaign}`: signs somebody of the insurer's side in, and shows what the server writes of the campaign. The token lives here and nowhere else. */
class EvidencePage {
  readonly #evidence = location.pathname.replace(/^\/evidence\/([a-z0-9-]+)$/, '/api/campaigns/$1/evidence');
  #token: string | undefined;

  start(): void {
    document.querySelector('#sign-in')?.addEventListener('click', () => this.#run(async () => {
      this.#token = await signIn(false, new AbortController().signal, configuration);
      await this.#show(this.#evidence);
    }));
    document.addEventListener('click', (event) => this.#follow(event));
  }

  /** Links between pages of evidence need the token as well. */
  #follow(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link !== null && (link.pathname === this.#evidence || link.pathname.startsWith(`${this.#evidence}/`))) {
      event.preventDefault();
      this.#run(() => this.#show(link.pathname + link.search));
    }
  }

  async #show(address: string): Promise<void> {
    if (this.#token === undefined) {
      throw new Refusal(401, '');
    }

    showDocument(await fetchDocument(address, this.#token));
  }

  #run(work: () => Promise<void>): void {
    this.#say('');
    work().catch((error: unknown) => this.#say(messageOf(problemOf(error))));
  }

  /** Where the page has no place for messages any more, a message is put before everything else. */
  #say(message: string): void {
    let status = document.querySelector('#status');
    if (status === null && message !== '') {
      status = document.createElement('p');
      status.id = 'status';
      status.setAttribute('role', 'status');
      document.querySelector('main')?.prepend(status);
    }

    if (status !== null) {
      status.textContent = message;
    }
  }
}

new EvidencePage().start();
