import { randomUUID } from 'node:crypto';
import { Answer, bad, problem } from './graph-answer.ts';
import type { MessageRule } from './graph-mail.ts';
import { TENANT } from './graph-tokens.ts';

const DOMAINS = ['globex.example', 'initech.example', 'acme.example', 'globex.onmicrosoft.com'];
/** Small, so that everything comes on several pages. */
export const PAGE = 2;

export interface GraphUser {
  id: string;
  userPrincipalName: string;
  mailNickname: string;
  displayName: string;
  givenName: string | null;
  surname: string | null;
  accountEnabled: boolean;
  usageLocation: string | null;
  assignedLicenses: { skuId: string; disabledPlans: string[] }[];
  onPremisesExtensionAttributes: Record<string, string | null>;
  mailbox: {
    timeZone: string;
    language: { locale: string };
    automaticRepliesSetting: { status: string; externalReplyMessage: string };
  };
  rules: MessageRule[];
}

interface Group {
  id: string;
  displayName: string;
  groupTypes: string[];
  members: Set<string>;
}

const sku = (skuPartNumber: string, enabled: number, plans: string[]) => ({
  id: `${TENANT}_${skuPartNumber}`,
  skuId: randomUUID(),
  skuPartNumber,
  capabilityStatus: 'Enabled',
  prepaidUnits: { enabled, suspended: 0, warning: 0, lockedOut: 0 },
  servicePlans: plans.map((servicePlanName) => ({
    servicePlanId: randomUUID(),
    servicePlanName,
    provisioningStatus: 'Success',
    appliesTo: 'User',
  })),
});

const WRITABLE = [
  'accountEnabled',
  'displayName',
  'givenName',
  'mailNickname',
  'onPremisesExtensionAttributes',
  'passwordProfile',
  'surname',
  'usageLocation',
  'userPrincipalName',
];
const SELECTABLE = [...WRITABLE, 'id', 'assignedLicenses', 'deletedDateTime'];

/** What Entra holds, as strict as its published reference, and empty. */
export function graphDirectory() {
  const users = new Map<string, GraphUser>();
  const deleted = new Map<string, GraphUser>();
  const groups = new Map<string, Group>();
  const skus = [
    sku('EXCHANGESTANDARD', 10_000, ['EXCHANGE_S_STANDARD', 'YAMMER_MIDSIZE', 'TEAMS1']),
    sku('O365_BUSINESS_PREMIUM', 10_000, ['EXCHANGE_S_STANDARD', 'OFFICE_BUSINESS']),
    sku('MCOEV', 1, ['MCOEV']),
  ];
  const state = {
    /** How often an account that was just made is denied. */
    lag: 0,
  };
  for (const displayName of ['All staff', 'Sales', "Zoë's friends", 'Everybody here']) {
    const id = randomUUID();
    const groupTypes = displayName === 'Everybody here' ? ['DynamicMembership'] : [];
    groups.set(id, { id, displayName, groupTypes, members: new Set() });
  }

  const consumed = (skuId: string): number =>
    [...users.values()].filter((user) => user.assignedLicenses.some((held) => held.skuId === skuId)).length;
  const userOf = (name: string): GraphUser | undefined =>
    users.get(name) ??
    [...users.values()].find((user) => user.userPrincipalName.toLowerCase() === name.toLowerCase());
  const found = (name: string): GraphUser => {
    const user = userOf(name);
    if (!user || (state.lag > 0 && state.lag-- > 0)) {
      throw problem(
        404,
        'Request_ResourceNotFound',
        `Resource '${name}' does not exist or one of its queried reference-property objects are not present.`,
      );
    }
    return user;
  };

  /** Properties as they are written: known ones, of their types, and a name that nobody else has. */
  function checked(given: Record<string, unknown>, self?: string): Record<string, unknown> {
    for (const [name, value] of Object.entries(given)) {
      if (!WRITABLE.includes(name))
        throw bad(`Property '${name}' does not exist on type 'user' or is read-only.`);
      if (value === '') throw bad(`Invalid value specified for property '${name}' of resource 'User'.`);
      const flag = name === 'accountEnabled';
      const object = name === 'passwordProfile' || name === 'onPremisesExtensionAttributes';
      if (
        flag
          ? typeof value !== 'boolean'
          : object
            ? typeof value !== 'object'
            : value !== null && typeof value !== 'string'
      ) {
        throw bad(`Invalid value specified for property '${name}' of resource 'User'.`);
      }
    }
    const {
      userPrincipalName: upn,
      givenName,
      surname,
      displayName,
      usageLocation,
      onPremisesExtensionAttributes: extra,
    } = given;
    if (upn !== undefined) {
      const [, local = '', domain = ''] = /^([^@]*)@([^@]*)$/.exec(String(upn)) ?? [];
      if (!/^[A-Za-z0-9'._!#^~-]{1,64}$/.test(local))
        throw bad("Invalid value specified for property 'userPrincipalName' of resource 'User'.");
      if (!DOMAINS.includes(domain))
        throw bad(
          'The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.',
        );
      const other = userOf(String(upn));
      if (other && other.id !== self)
        throw bad('Another object with the same value for property userPrincipalName already exists.');
    }
    if (displayName === null || String(displayName ?? '').length > 256)
      throw bad("Invalid value specified for property 'displayName' of resource 'User'.");
    if (String(givenName ?? '').length > 64 || String(surname ?? '').length > 64)
      throw bad("Invalid value specified for property 'givenName' of resource 'User'.");
    if (usageLocation !== undefined && !/^[A-Z]{2}$/.test(String(usageLocation)))
      throw bad("Invalid value specified for property 'usageLocation' of resource 'User'.");
    for (const [name, value] of Object.entries((extra ?? {}) as Record<string, string | null>)) {
      if (!/^extensionAttribute([1-9]|1[0-5])$/.test(name))
        throw bad(
          `Property '${name}' does not exist on type 'microsoft.graph.onPremisesExtensionAttributes'.`,
        );
      if ((value ?? '').length > 1_024) throw bad(`Value of ${name} is too long.`);
    }
    return given;
  }

  function create(given: Record<string, unknown>): Answer {
    for (const needed of [
      'accountEnabled',
      'displayName',
      'mailNickname',
      'userPrincipalName',
      'passwordProfile',
    ]) {
      if (given[needed] === undefined)
        throw bad(`A value is required for property '${needed}' of resource 'User'.`);
    }
    const { password } = given.passwordProfile as { password?: unknown };
    if (typeof password !== 'string' || password.length < 16)
      throw bad('The specified password does not comply with password complexity requirements.');
    const { passwordProfile: _secret, ...rest } = checked(given) as { passwordProfile: unknown };
    const id = randomUUID();
    users.set(id, {
      givenName: null,
      surname: null,
      usageLocation: null,
      onPremisesExtensionAttributes: {},
      ...(rest as Partial<GraphUser>),
      id,
      assignedLicenses: [],
      mailbox: {
        timeZone: 'Pacific Standard Time',
        language: { locale: 'en-US' },
        automaticRepliesSetting: { status: 'disabled', externalReplyMessage: '' },
      },
      rules: [],
    } as GraphUser);
    return new Answer(201, { id });
  }

  function assign(user: GraphUser, given: { addLicenses?: unknown; removeLicenses?: unknown }): Answer {
    const { addLicenses, removeLicenses } = given as {
      addLicenses?: { skuId: string; disabledPlans?: string[] }[];
      removeLicenses?: string[];
    };
    if (!addLicenses || !removeLicenses)
      throw bad('One or more parameters of the operation are missing from the request payload.');
    const held = new Map(user.assignedLicenses.map((licence) => [licence.skuId, licence]));
    for (const skuId of removeLicenses)
      if (!held.delete(skuId)) throw bad('User does not have a corresponding license.');
    for (const { skuId, disabledPlans = [] } of addLicenses) {
      const of = skus.find((one) => one.skuId === skuId);
      if (!of) throw bad(`License ${skuId} does not correspond to a valid company License.`);
      if (!user.usageLocation)
        throw bad('License assignment cannot be done for user with invalid usage location.');
      if (!disabledPlans.every((plan) => of.servicePlans.some(({ servicePlanId }) => servicePlanId === plan)))
        throw bad('License assignment failed because service plan is not valid.');
      if (!held.has(skuId) && consumed(skuId) >= of.prepaidUnits.enabled)
        throw bad(`Subscription with SKU ${skuId} does not have any available licenses.`);
      held.set(skuId, { skuId, disabledPlans });
    }
    user.assignedLicenses = [...held.values()];
    return new Answer(200, { id: user.id });
  }

  function remove(user: GraphUser): Answer {
    users.delete(user.id);
    deleted.set(user.id, {
      ...user,
      userPrincipalName: user.id.replaceAll('-', '') + user.userPrincipalName,
    });
    for (const group of groups.values()) group.members.delete(user.id);
    return new Answer(204);
  }

  function restore(id: string): Answer {
    const user = deleted.get(id);
    if (!user) throw problem(404, 'Request_ResourceNotFound', `Resource '${id}' does not exist.`);
    const userPrincipalName = user.userPrincipalName.slice(user.id.replaceAll('-', '').length);
    if (userOf(userPrincipalName))
      throw bad('Another object with the same value for property userPrincipalName already exists.');
    deleted.delete(id);
    users.set(id, { ...user, userPrincipalName });
    return new Answer(200, { id });
  }

  function change(user: GraphUser, given: Record<string, unknown>): Answer {
    const {
      onPremisesExtensionAttributes: extra,
      passwordProfile: _secret,
      ...rest
    } = checked(given, user.id);
    Object.assign(user, rest);
    Object.assign(user.onPremisesExtensionAttributes, extra);
    return new Answer(204);
  }

  return { users, deleted, groups, skus, state, consumed, found, create, change, assign, remove, restore };
}
export type Directory = ReturnType<typeof graphDirectory>;

/** Of an object those properties that were asked for, which are some. */
export function selected(one: object, names: readonly string[] | undefined): object {
  if (!names) throw bad('The stand-in wants $select: only what is needed is asked for.');
  for (const name of names)
    if (!SELECTABLE.includes(name))
      throw bad(`Could not find a property named '${name}' on type 'microsoft.graph.user'.`);
  return Object.fromEntries(names.map((name) => [name, (one as Record<string, unknown>)[name] ?? null]));
}

/** A page of a list, with where one goes on. */
export const page = (value: readonly object[], links: Record<string, string> = {}): Answer =>
  new Answer(200, { '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata', value, ...links });
