import { ConnectorFault } from '../connector-fault.ts';
import { asSent, operations } from './account.ts';
import { type Application, read } from './application.ts';
import { abilitiesRule, isTrue, SCHEMA, type User, userRule } from './resource.ts';
import type { ScimSettings } from './settings.ts';

/** Answers of an application that takes no PATCH, or none like this one. */
export const REFUSED_PATCH: readonly number[] = [400, 404, 405, 415, 501];
/** Somebody else was faster: the account is another one by now. */
const OUTDATED = 412;
const GONE = 404;
const MOST_TRIES = 3;

const at = ({ id }: User): string => `/Users/${encodeURIComponent(id)}`;

/** How what is there is changed: by PATCH or as a whole, whichever an application takes. */
export class Changes {
  readonly #application: Application;
  readonly #how: ScimSettings['changes'];
  #patches: boolean | undefined;

  constructor(application: Application, { changes }: ScimSettings) {
    this.#application = application;
    this.#how = changes;
    this.#patches = changes === 'AUTOMATIC' ? undefined : changes === 'PATCH';
  }

  get mayPut(): boolean {
    return this.#how !== 'PATCH';
  }

  /** Whether a PATCH is tried; an application that says nothing of itself is taken to know it. */
  async byPatch(): Promise<boolean> {
    if (this.#patches === undefined) {
      const said = await this.#application.get('/ServiceProviderConfig', abilitiesRule);
      this.#patches = !said?.patch || isTrue(said.patch.supported);
    }
    return this.#patches;
  }

  /** Makes of an account what it is to be; it is looked at again where somebody else was faster. */
  async make(user: User, become: (before: User) => User): Promise<void> {
    let before = user;
    for (let tries = 1; ; tries += 1) {
      const after = become(before);
      if (!operations(before, after).length) return;
      const last = tries === MOST_TRIES;
      if ((await this.#send(before, after, last)) !== OUTDATED) return;
      before = read(await this.#application.ask('GET', at(before)), userRule);
    }
  }

  async #send(before: User, after: User, last: boolean): Promise<number> {
    const but = last ? [] : [OUTDATED];
    const version = before.meta?.version;
    if (await this.byPatch()) {
      const body = { schemas: [SCHEMA.PATCH], Operations: operations(before, after) };
      const also = this.mayPut ? REFUSED_PATCH : [];
      const { status } = await this.#application.ask('PATCH', at(before), {
        body,
        version,
        but: [...but, ...also],
      });
      if (!also.includes(status)) return status;
      // For this conversation it is known by now.
      this.#patches = status === 400 || status === 404;
    }
    const body = asSent(after);
    const { status } = await this.#application.ask('PUT', at(before), { body, version, but: [...but, GONE] });
    if (status === GONE) throw new ConnectorFault('UNAVAILABLE', 'The account has gone meanwhile.');
    return status;
  }
}
