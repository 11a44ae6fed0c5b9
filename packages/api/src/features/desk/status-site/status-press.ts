import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { System } from '../../../kernel/actor.ts';
import type { LiveChanges } from '../../../kernel/live.ts';
import type { Log } from '../../../kernel/log.ts';
import type { Scopes } from '../../../kernel/scope.ts';
import { atomOf, calendarOf, summaryOf } from './feeds.ts';
import { pageOf } from './page.ts';
import { readSites, readStanding, type Site } from './standing.ts';

declare module '../../../kernel/services.ts' {
  interface Services {
    statusPress: StatusPress;
  }
}

/** What a page says changes by itself, too: maintenance begins and ends, and days pass. */
const EVERY_MS = 60_000;
const HOSTS = 'hosts.json';
const SHOWN: readonly string[] = ['StatusSite', 'Component', 'Incident', 'Reseller'];

const who: System = { kind: 'system', task: 'print-status-pages', resellerId: null };

/**
 * Writes the status pages as files whenever what they say has changed, in every process that serves: whoever asks for one is
 * answered from the disk, also while there is no database. [N4]
 */
export class StatusPress {
  /** The folder of the pages; each has one of its own, named by its key. */
  readonly folder: string;
  readonly #parts: { publicUrl: string; scopes: Scopes; log: Log };
  #hosts: ReadonlyMap<string, string> = new Map();
  #keys: ReadonlySet<string> = new Set();
  #printing: Promise<void> | undefined;
  #again = false;
  #stop: (() => void) | undefined;

  constructor({ folder, ...parts }: { folder: string; publicUrl: string; scopes: Scopes; log: Log }) {
    this.folder = folder;
    this.#parts = parts;
  }

  /** Begins to print, with what the last process left until then. */
  async start(live: LiveChanges): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const hosts = await readFile(path.join(this.folder, HOSTS), 'utf8').catch(() => '{}');
    this.#hosts = new Map(Object.entries(JSON.parse(hosts) as object));
    this.#keys = new Set(await readdir(this.folder));
    const print = (): void =>
      void this.print().catch((err: unknown) => this.#parts.log.warn({ err }, 'status pages: not printed'));
    const timer = setInterval(print, EVERY_MS).unref();
    const deafen = live.onChange(SHOWN, print);
    this.#stop = () => {
      clearInterval(timer);
      deafen();
    };
    print();
  }

  async close(): Promise<void> {
    this.#stop?.();
    await this.#printing?.catch(() => {});
  }

  /** The key of the page that is there under a host name. */
  keyOf(host: string): string | undefined {
    return this.#hosts.get(host.toLowerCase());
  }

  /** Whether there is a page with this key. */
  has(key: string): boolean {
    return this.#keys.has(key);
  }

  /** Writes what has changed. Asked while it writes, it begins anew when it is done. */
  print(): Promise<void> {
    this.#again = true;
    this.#printing ??= this.#printUntilDone().finally(() => {
      this.#printing = undefined;
    });
    return this.#printing;
  }

  async #printUntilDone(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      await this.#printAll();
    }
  }

  async #printAll(): Promise<void> {
    const { scopes, publicUrl } = this.#parts;
    const { sites, standing, logos } = await scopes.run(
      who,
      { requestId: who.task, readOnly: true },
      async (scope) => {
        const found = await readSites(scope, publicUrl);
        return {
          sites: found,
          standing: await readStanding(scope),
          logos: await scope.sql<{ address: string; bytes: Buffer }>(
            'select address, bytes from logo where address = any ($1)',
            [found.flatMap(({ logo }) => logo ?? [])],
          ),
        };
      },
    );
    for (const site of sites) {
      const now = standing(site);
      const logo = logos.find(({ address }) => address === site.logo)?.bytes;
      await this.#write(site, {
        'index.html': pageOf(site, now),
        'feed.atom': atomOf(site, now),
        'calendar.ics': calendarOf(site, now),
        'summary.json': summaryOf(site, now),
        ...(logo ? { 'logo.png': logo } : {}),
      });
    }
    const hosts = new Map(sites.flatMap(({ hostName, key }) => (hostName ? [[hostName, key] as const] : [])));
    await replace(path.join(this.folder, HOSTS), JSON.stringify(Object.fromEntries(hosts)));
    this.#hosts = hosts;
    this.#keys = new Set(sites.map(({ key }) => key));
    for (const key of await readdir(this.folder))
      if (key !== HOSTS && !this.#keys.has(key))
        await rm(path.join(this.folder, key), { recursive: true, force: true });
  }

  async #write({ key }: Site, files: Record<string, string | Buffer>): Promise<void> {
    const folder = path.join(this.folder, key);
    await mkdir(folder, { recursive: true });
    for (const [name, content] of Object.entries(files)) await replace(path.join(folder, name), content);
  }
}

/** Writes a file whole or not at all: who reads meanwhile gets the former one. */
async function replace(file: string, content: string | Buffer): Promise<void> {
  const unfinished = `${file}.${process.pid}.new`;
  await writeFile(unfinished, content);
  await rename(unfinished, file);
}
