import { randomInt } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';

/** Below the range from which Linux (32768 up) and macOS (49152 up) take ports for outgoing connections. */
const LOWEST = 20_000;
const HIGHEST = 32_000;

/** The port in `file` if nobody listens on it, else another free one of 127.0.0.1, which `file` then holds. */
export async function choosePort(file: string): Promise<number> {
  const remembered = Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10);
  if (remembered >= 1024 && remembered <= 65_535 && (await isFree(remembered))) return remembered;
  let port = randomInt(LOWEST, HIGHEST);
  while (!(await isFree(port))) port = randomInt(LOWEST, HIGHEST);
  await writeFile(file, `${port}\n`);
  return port;
}

/** Whether a server could listen on this port of 127.0.0.1 now. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ host: '127.0.0.1', port, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
