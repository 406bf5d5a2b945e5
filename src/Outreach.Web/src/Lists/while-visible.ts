/** Works every so often while the page is seen, and at once when it is seen again. Ends with the signal. */
export function whileVisible(
  page: Pick<Document, 'visibilityState' | 'addEventListener'>, period: number, work: () => void, ended: AbortSignal,
): void {
  let timer: ReturnType<typeof setInterval> | undefined;
  const turn = (): void => {
    clearInterval(timer);
    timer = page.visibilityState === 'visible' ? setInterval(work, period) : undefined;
  };
  const look = (): void => {
    turn();
    if (page.visibilityState === 'visible') {
      work();
    }
  };
  page.addEventListener('visibilitychange', look, { signal: ended });
  ended.addEventListener('abort', () => clearInterval(timer), { once: true });
  turn();
}
