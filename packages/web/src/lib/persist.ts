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

/** The file that a browser says it could not fetch; Safari does not say. */
const fileOf = (error: unknown): string | undefined =>
  /https?:\/\/\S+\.js\b/.exec(error instanceof Error ? error.message : '')?.[0];

/**
 * Asks for code until it is there, ever more rarely: for what nobody waits for, and nobody could ask for again. Browsers
 * remember for as long as a document lives that a module could not be had, so it is asked for by another address.
 */
export async function persist<Module>(load: () => Promise<Module>): Promise<Module> {
  let ask = load;
  for (let tries = 1, wait = FIRST_MS; ; tries++, wait = Math.min(2 * wait, LONGEST_MS)) {
    try {
      return await ask();
    } catch (error) {
      await pause(wait);
      const file = fileOf(error)?.split('?')[0];
      ask = file ? () => import(/* @vite-ignore */ `${file}?try=${tries}`) : load;
    }
  }
}
