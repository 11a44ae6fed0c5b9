import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Loopback {
  host: string;
  port: number;
  stop(): Promise<void>;
}

/** A server on loopback that does this with whoever connects. */
export async function listening(meet: (socket: Socket) => void): Promise<Loopback> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => open.delete(socket));
    meet(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    async stop() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/**
 * Stands between a connector and its other side and breaks everything off after so many answers: the other side has done what it
 * was asked, and nobody hears of it.
 */
export function breakingOff(target: { host: string; port: number }, answers: number): Promise<Loopback> {
  let left = answers;
  return listening((socket) => {
    const onward = connect(target.port, target.host);
    const end = () => {
      socket.destroy();
      onward.destroy();
    };
    onward.on('error', end);
    onward.once('close', end);
    socket.once('close', end);
    socket.on('data', (chunk) => onward.write(chunk));
    onward.on('data', (chunk) => {
      left -= 1;
      if (left < 0) end();
      else socket.write(chunk);
    });
  });
}
