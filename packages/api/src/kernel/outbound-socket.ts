import { Socket } from 'node:net';
import { OutboundError } from './outbound-error.ts';

/** How often is looked how much has come. */
const WATCH_MS = 20;

/**
 * A socket, not connected yet, for libraries that speak a protocol of their own: it ends with an `OutboundError` when more has come
 * than anybody takes, or when the whole is called off. Connect it to what `checkHost` gave. [S66]
 */
export function boundedSocket(maxBytes: number, signal: AbortSignal): Socket {
  const socket = new Socket();
  const end = (error: Error): void => void socket.destroy(error);
  // Under TLS the bytes go past the socket's own events; the count is the handle's.
  const watch = setInterval(() => {
    if (socket.bytesRead > maxBytes) {
      end(new OutboundError('too-large', `The answer is longer than ${maxBytes} bytes`));
    }
  }, WATCH_MS);
  const onAbort = (): void => end(new OutboundError('timeout', 'The conversation was called off'));
  signal.addEventListener('abort', onAbort, { once: true });
  socket.once('close', () => {
    clearInterval(watch);
    signal.removeEventListener('abort', onAbort);
  });
  if (signal.aborted) onAbort();
  return socket;
}
