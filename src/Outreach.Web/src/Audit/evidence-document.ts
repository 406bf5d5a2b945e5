import { NetworkError, Refusal } from '../Http/refusal.ts';

const patience = 300_000;

/**
 * A page of evidence as the server wrote it, parsed by the browser and not run: a document fetched this way has no script of its own.
 * Fetched here because a browser sends no token with an address that is followed.
 */
export function fetchDocument(address: string, token: string): Promise<Document> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('GET', address);
    request.responseType = 'document';
    request.timeout = patience;
    request.setRequestHeader('Accept', 'text/html');
    request.setRequestHeader('Authorization', `Bearer ${token}`);
    const failed = (): void => reject(new NetworkError());
    request.addEventListener('error', failed);
    request.addEventListener('timeout', failed);
    request.addEventListener('load', () => {
      if (request.status !== 200) {
        reject(new Refusal(request.status, ''));
      } else if (request.responseXML === null) {
        failed();
      } else {
        resolve(request.responseXML);
      }
    });
    request.send();
  });
}

/** Puts a fetched page in the place of this one, with its language, title and style. */
export function showDocument(fetched: Document): void {
  document.documentElement.lang = fetched.documentElement.lang;
  document.title = fetched.title;
  const styles = [...fetched.querySelectorAll('style')];
  document.head.querySelectorAll('style, link[rel="stylesheet"]').forEach((style) => style.remove());
  document.head.append(...styles);
  document.body.replaceChildren(...fetched.body.childNodes);
  scrollTo(0, 0);
}
