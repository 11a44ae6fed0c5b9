import { setTimeout as delay } from 'node:timers/promises';
import { ConnectorFault } from '../connector-fault.ts';
import type { Line } from '../connector-kind.ts';
import { faultOfStatus, said } from './faults.ts';
import type { Graph } from './graph.ts';
import { type ProductLicence, parseLicences } from './licences.ts';
import { at, holds, noSeats, pageOf, type Sku, seatsLeft, skuRule, type User } from './objects.ts';
import type { MicrosoftSettings } from './settings.ts';

interface Given {
  addLicenses: readonly { skuId: string; disabledPlans: readonly string[] }[];
  removeLicenses: readonly string[];
}

/** The licences that the organisation has bought, and what products mean by them. */
export class MicrosoftSeats {
  readonly #graph: Graph;
  readonly #line: Line;
  readonly ofProducts: ReadonlyMap<string, ProductLicence>;
  #known: readonly Sku[] | undefined;

  constructor(graph: Graph, settings: MicrosoftSettings, line: Line) {
    this.#graph = graph;
    this.#line = line;
    const licences = parseLicences(settings.licences);
    this.ofProducts = typeof licences === 'number' ? new Map() : licences;
  }

  async all(): Promise<readonly Sku[]> {
    this.#known ??= await this.#graph.all('/subscribedSkus', pageOf(skuRule));
    return this.#known;
  }

  /** The licence of this part number; undefined: the organisation has none. */
  async find(name: string | undefined): Promise<Sku | undefined> {
    return (await this.all()).find(({ skuPartNumber }) => skuPartNumber === name);
  }

  /** The same; throws REFUSED where there is none. */
  async bought(name: string): Promise<Sku> {
    const sku = await this.find(name);
    if (sku) return sku;
    const reason = `Microsoft 365 has no licence ${name} for this organisation: somebody must buy it.`;
    throw new ConnectorFault('REFUSED', reason);
  }

  /** How many seats are left of what products mean, in words. */
  async left(): Promise<string> {
    const wanted = new Set([...this.ofProducts.values()].map(({ sku }) => sku));
    return (await this.all())
      .filter(({ skuPartNumber }) => wanted.has(skuPartNumber))
      .map((sku) => `${sku.skuPartNumber}: ${Math.max(0, seatsLeft(sku))} left`)
      .join(', ');
  }

  /** The part number of the licence that an account which nobody claimed holds for a product; empty: none. */
  async heldFor(user: User, productCode: string): Promise<string> {
    const sku = await this.find(this.ofProducts.get(productCode)?.sku);
    return sku && holds(user, sku) ? sku.skuPartNumber : '';
  }

  /** @param patience how long is waited, time after time, for an account that was made just now to be known */
  async give(user: User, body: Given, sku: Sku | undefined, patience: readonly number[]): Promise<void> {
    for (const ms of [...patience, 0]) {
      const answer = await this.#graph.ask('POST', `/users/${at(user.id)}/assignLicense`, {
        body,
        but: [400, ...(ms ? [404] : [])],
      });
      if (answer.status === 404) {
        await delay(ms, undefined, { signal: this.#line.signal }).catch(() => undefined);
        continue;
      }
      this.#known = undefined;
      if (answer.status !== 400) return;
      if (sku && /available licenses/i.test(said(answer).message)) throw noSeats(sku, said(answer).message);
      throw faultOfStatus(answer);
    }
  }
}
