const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/** Until that long has passed, or a lost connection is back. */
const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer);
      removeEventListener('online', go);
      resolve();
    };
    const timer = setTimeout(go, ms);
    addEventListener('online', go);
  });

/** Asks until it is there, ever more rarely: for code that nobody waits for, and that nobody could ask for again. */
export async function persist<Value>(load: () => Promise<Value>): Promise<Value> {
  for (let wait = FIRST_MS; ; wait = Math.min(2 * wait, LONGEST_MS)) {
    try {
      return await load();
    } catch {
      await pause(wait);
    }
  }
}
