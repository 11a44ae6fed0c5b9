import { createSocket } from 'node:dgram';
import { decode, encode } from 'dns-packet';
import { startLoopbackServer } from './loopback-server.ts';
import { escapeHtml, outsidePage, sendPage } from './outside-page.ts';

/** A name server for the demonstration and for tests: it knows the TXT records that were set here, and nothing else. */
export interface NameServer {
  /** `127.0.0.1:<port>`, over UDP. */
  readonly address: string;
  /**
   * Where a record is set by a click: `name` and `value` are asked for in the address, and `back`, which the page leads to
   * afterwards.
   */
  readonly page: string;
  set(name: string, value: string): void;
  stop(): Promise<void>;
}

const TTL_SECONDS = 1;
const NAME_ERROR = 3;

/** @param consoleOrigin the only place that the page leads back to */
export async function startNameServer(consoleOrigin: string): Promise<NameServer> {
  const records = new Map<string, string[]>();
  const set = (name: string, value: string): void => {
    const key = name.toLowerCase();
    records.set(key, [...new Set([...(records.get(key) ?? []), value])]);
  };
  const socket = createSocket('udp4');
  socket.on('message', (message, { address, port }) => {
    const { id, questions = [] } = decode(message);
    const answers = questions.flatMap(({ name, type }) =>
      type === 'TXT'
        ? (records.get(name.toLowerCase()) ?? []).map((data) => ({ name, type, ttl: TTL_SECONDS, data }))
        : [],
    );
    socket.send(
      encode({
        type: 'response',
        ...(id === undefined ? {} : { id }),
        flags: answers.length ? 0 : NAME_ERROR,
        questions,
        answers,
      }),
      port,
      address,
    );
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(0, '127.0.0.1', resolve);
  });
  const site = await startLoopbackServer(({ method, url }, response) => {
    const [name, value, back] = ['name', 'value', 'back'].map((key) => url.searchParams.get(key) ?? '');
    const leadsTo = URL.parse(back || consoleOrigin, consoleOrigin);
    if (!name || !value || leadsTo?.origin !== consoleOrigin) {
      return sendPage(
        response,
        400,
        page('Nothing to set', '<p>Please open this page from the console.</p>'),
      );
    }
    if (method !== 'POST') return sendPage(response, 200, form(name, value, leadsTo.href), consoleOrigin);
    set(name, value);
    response.setHeader('location', leadsTo.href);
    sendPage(response, 303, '', consoleOrigin);
  });
  return {
    address: `127.0.0.1:${socket.address().port}`,
    page: site.url,
    set,
    async stop() {
      await new Promise<void>((resolve) => socket.close(resolve));
      await site.stop();
    },
  };
}

const page = (title: string, body: string): string =>
  outsidePage(
    title,
    '<strong>A domain’s name server, made up.</strong> This page stands in for your provider’s in the demonstration.',
    `<section class="card"><h1>${title}</h1>${body}</section>`,
  );

const form = (name: string, value: string, back: string): string =>
  page(
    'Set a TXT record',
    `<ul class="lines"><li><span class="quiet">Name</span><span>${escapeHtml(name)}</span></li>
<li><span class="quiet">Value</span><span>${escapeHtml(value)}</span></li></ul>
<form method="post"><button type="submit">Set the record</button></form>
<a class="cancel" href="${escapeHtml(back)}">Back without setting it</a>`,
  );
